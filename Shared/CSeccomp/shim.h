// The C interface of libseccomp (package libseccomp-dev), as it stands.
#include <seccomp.h>

// glibc 2.34 has it (close_range(2)), but declares it only to programs that ask for all of GNU's functions.
int close_range(unsigned int first, unsigned int last, int flags);
