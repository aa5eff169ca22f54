// The C interface of libxlsxwriter (package libxlsxwriter-dev), as it stands.
#include <xlsxwriter.h>
