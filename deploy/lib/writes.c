// A library for LD_PRELOAD: notes every change of a database's files, and every sync of them and of their folder.
//
// WRITES_OF names the database, WRITES_TO the file of the notes: a struct note each, the path, the bytes written.
// With WRITES_SYNC=0 a sync does nothing, as on a disk that lies; it is not noted either.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

// kind: w write, t truncate to offset, u unlink, s sync; begin and end in nanoseconds of CLOCK_MONOTONIC.
struct note { uint32_t kind, path_length; uint64_t begin, end, offset, length; };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *database = "";
static size_t database_length, folder_length;
static int out = -1, syncs = 1;

__attribute__((constructor)) static void start(void) {
  const char *to = getenv("WRITES_TO"), *of = getenv("WRITES_OF"), *sync = getenv("WRITES_SYNC");
  if (sync) syncs = strcmp(sync, "0") != 0;
  if (!to || !of || !strrchr(of, '/')) return;
  database = of;
  database_length = strlen(of);
  folder_length = strrchr(of, '/') - of;
  out = open(to, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (out < 0) abort();
}

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000ull + time.tv_nsec;
}

// The -shm file is made anew from the -wal after a crash, and no part of this.
static int is_file(const char *path) {
  if (out < 0 || strncmp(path, database, database_length) != 0) return 0;
  const char *rest = path + database_length;
  return !*rest || !strcmp(rest, "-wal") || !strcmp(rest, "-journal");
}

static int is_folder(const char *path) {
  return out >= 0 && strlen(path) == folder_length && !strncmp(path, database, folder_length);
}

static void path_of(int fd, char path[4096]) {
  char link[32];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = out < 0 ? 0 : readlink(link, path, 4095);
  path[length > 0 ? length : 0] = 0;
}

static void note(char kind, const char *path, uint64_t begin, off_t offset, const void *bytes, size_t length) {
  int error = errno;
  struct note note = {kind, strlen(path), begin, now(), offset, length};
  struct iovec parts[] = {{&note, sizeof note}, {(void *)path, note.path_length}, {(void *)bytes, length}};
  pthread_mutex_lock(&lock);
  // A note that is lost would make the proof worthless.
  if (writev(out, parts, 3) != (ssize_t)(sizeof note + note.path_length + length)) abort();
  pthread_mutex_unlock(&lock);
  errno = error;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
  char path[4096];
  uint64_t begin = now();
  ssize_t done = syscall(SYS_pwrite64, fd, bytes, length, offset);
  path_of(fd, path);
  if (done > 0 && is_file(path)) note('w', path, begin, offset, bytes, done);
  return done;
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return pwrite64(fd, bytes, length, offset); }

ssize_t write(int fd, const void *bytes, size_t length) {
  char path[4096];
  path_of(fd, path);
  if (!is_file(path)) return syscall(SYS_write, fd, bytes, length);
  uint64_t begin = now();
  off_t offset = lseek(fd, 0, SEEK_CUR);
  ssize_t done = syscall(SYS_write, fd, bytes, length);
  if (done > 0) note('w', path, begin, offset, bytes, done);
  return done;
}

int ftruncate64(int fd, off64_t size) {
  char path[4096];
  uint64_t begin = now();
  int result = syscall(SYS_ftruncate, fd, size);
  path_of(fd, path);
  if (result == 0 && is_file(path)) note('t', path, begin, size, "", 0);
  return result;
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int unlink(const char *path) {
  uint64_t begin = now();
  int result = syscall(SYS_unlink, path);
  if (result == 0 && is_file(path)) note('u', path, begin, 0, "", 0);
  return result;
}

static int sync_file(long number, int fd) {
  char path[4096];
  if (!syncs) return 0;
  uint64_t begin = now();
  int result = syscall(number, fd);
  path_of(fd, path);
  if (result == 0 && (is_file(path) || is_folder(path))) note('s', path, begin, 0, "", 0);
  return result;
}

int fsync(int fd) { return sync_file(SYS_fsync, fd); }

int fdatasync(int fd) { return sync_file(SYS_fdatasync, fd); }
