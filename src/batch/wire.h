/* Wire: jobs on their way to a worker, and results on their way back, as messages of bytes. */
#pragma once

#include "batch/draw_job.h"

struct order {
	struct job job;
	bool only_read; /* the data is read and nothing is drawn: a trial, whether reading it does any harm */
	bool again;     /* the next job has the same view */
};

/* False when the other end is gone. */
bool wire_send_order(int file, const struct order *order);
bool wire_send_result(int file, const struct job_result *result);
/* Waits for an order. Its texts lie in the arena. False when there is none any more. */
bool wire_receive_order(int file, struct arena *arena, struct order *out);
/* The same for a result; false too when it is damaged. */
bool wire_receive_result(int file, struct arena *arena, struct job_result *out);
