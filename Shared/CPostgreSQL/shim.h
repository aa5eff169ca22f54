// The C interface of libpq (package libpq-dev), as it stands.
#include <libpq-fe.h>
