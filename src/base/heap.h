/* The C library's heap, set up for a program that takes memory stage by stage and then ends. */
#ifndef CORRIDOR_BASE_HEAP_H
#define CORRIDOR_BASE_HEAP_H

/* Keeps what is freed for what is taken next. Call once, before any thread. */
void heap_prepare(void);

#endif
