// The C interface of libzmq 4.3 (package libzmq3-dev), as it stands.
#include <zmq.h>
#include <errno.h>
#include <sys/eventfd.h>
