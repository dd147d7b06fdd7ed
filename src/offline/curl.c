/* libcurl for a program without network: what PROJ calls of it, and it opens nothing.
 *
 * PROJ is linked to libcurl, to fetch grids, which corridor never lets it do (projection/transform.c); libcurl brings
 * TLS, LDAP and Kerberos, 23 libraries with a third of all relocations, 8 ms of every start. This library stands before
 * it under its name. Where it is not found beside the program, the system's is. */

void *curl_easy_init(void);
void curl_easy_cleanup(void *handle);
int curl_easy_setopt(void *handle, int option, ...);
int curl_easy_getinfo(void *handle, int info, ...);
int curl_easy_perform(void *handle);

#define FAILED_INIT 2 /* CURLE_FAILED_INIT */

void *curl_easy_init(void)
{
	return 0;
}

void curl_easy_cleanup(void *handle)
{
	(void)handle;
}

int curl_easy_setopt(void *handle, int option, ...)
{
	(void)handle, (void)option;
	return FAILED_INIT;
}

int curl_easy_getinfo(void *handle, int info, ...)
{
	(void)handle, (void)info;
	return FAILED_INIT;
}

int curl_easy_perform(void *handle)
{
	(void)handle;
	return FAILED_INIT;
}
