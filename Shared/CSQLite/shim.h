#include <sqlite3.h>

// sqlite3_config takes a variable number of arguments, which Swift cannot pass.
static inline void vigie_sqlite_keep_undo_in_memory(int bytes) {
  sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, bytes);
}
