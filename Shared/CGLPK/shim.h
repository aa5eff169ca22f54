// The C interface of GLPK (package libglpk-dev), as it stands.
#include <glpk.h>
