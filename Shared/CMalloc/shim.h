// glibc's settings of its allocator; other systems have no such header.
#if __has_include(<malloc.h>)
#include <malloc.h>
#endif
