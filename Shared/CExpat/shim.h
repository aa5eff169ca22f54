// The C interface of expat (package libexpat1-dev), as it stands.
#include <expat.h>
