// The C interface of libzip (package libzip-dev), as it stands.
#include <zip.h>
