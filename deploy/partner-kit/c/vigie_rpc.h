/* A small client for Vigie's RPC protocol, version 1: calls over ZeroMQ with CURVE, requests and replies as JSON text.
 *
 * Threads: a connection and all of its calls belong to one thread at a time. The library starts no thread of its own
 * (libzmq has its I/O thread); every function that waits also answers the needs of all other calls of the connection:
 * it takes in what arrives, sends the pings and ends calls whose deadline has passed. A program that does something
 * else for long while calls are open must call vigie_poll or vigie_next at least every few seconds: after 20 s of silence
 * the server cancels the calls, without a word.
 *
 * Memory: a text that is returned as `char *` belongs to the caller, who frees it with free(). A text or structure that
 * is returned as `const` belongs to the library. All texts are UTF-8 and end with a NUL. Arguments are only read
 * during the function, never kept.
 */
#ifndef VIGIE_RPC_H
#define VIGIE_RPC_H

#include <stddef.h>
#include <stdint.h>

/* The status codes, those of gRPC. */
enum {
    VIGIE_OK = 0,
    VIGIE_CANCELLED = 1,
    VIGIE_UNKNOWN = 2,
    VIGIE_INVALID_ARGUMENT = 3,
    VIGIE_DEADLINE_EXCEEDED = 4,
    VIGIE_NOT_FOUND = 5,
    VIGIE_ALREADY_EXISTS = 6,
    VIGIE_PERMISSION_DENIED = 7,
    VIGIE_RESOURCE_EXHAUSTED = 8,
    VIGIE_FAILED_PRECONDITION = 9,
    VIGIE_ABORTED = 10,
    VIGIE_OUT_OF_RANGE = 11,
    VIGIE_UNIMPLEMENTED = 12,
    VIGIE_INTERNAL = 13,
    VIGIE_UNAVAILABLE = 14,
    VIGIE_DATA_LOSS = 15,
    VIGIE_UNAUTHENTICATED = 16
};

/* The longest time a call may take; a longer timeout counts as this one. */
#define VIGIE_LONGEST_TIMEOUT_MS 600000

/* What vigie_next found. */
typedef enum {
    VIGIE_NEXT_FAILED = -1, /* the call is over and failed: see vigie_call_error */
    VIGIE_NEXT_END = 0,     /* the call is over and went well, there are no more messages */
    VIGIE_NEXT_MESSAGE = 1  /* a message was handed over */
} vigie_next_result;

/* How a call failed. `message`, `reason` and `details` are NULL when there is none; `details` is the JSON text of all
 * details that the server gave. `retry_delay_ms` is -1 when the server said nothing about a retry. */
typedef struct {
    int code;
    char *message;
    char *reason;
    char *details;
    int64_t retry_delay_ms;
} vigie_error;

/* One name and value of metadata; the value of a name that ends in "-bin" must be base64 text. A name may come several
 * times, its values keep their order. */
typedef struct {
    const char *name;
    const char *value;
} vigie_metadata;

/* What can be chosen for a call. `timeout_ms` counts from the beginning of the call (0 or below has passed already).
 * The two credits say how much the server may send ahead of the reader, 0 stands for 64 messages and 1 MiB. */
typedef struct {
    int64_t timeout_ms;
    const vigie_metadata *metadata;
    size_t metadata_count;
    uint32_t credit_messages;
    uint32_t credit_bytes;
} vigie_options;

typedef struct vigie_connection vigie_connection;
typedef struct vigie_call vigie_call;

/* Makes a connection to "tcp://host:port"; both keys are 40 characters of Z85. It does not wait for the handshake: calls
 * wait for it, within their timeout. Returns NULL and fills `error` (which may be NULL) if the arguments are unusable;
 * the caller ends what it gets with vigie_close. */
vigie_connection *vigie_connect(const char *endpoint, const char *server_key, const char *client_secret_key,
                                vigie_error *error);

/* Cancels the calls that are open, frees all calls that the caller has not freed, and the connection; waits at most a
 * fifth of a second for the last frames to leave. NULL is allowed. */
void vigie_close(vigie_connection *connection);

/* Serves the connection for at most `milliseconds`, and comes back as soon as something has arrived. Returns the number
 * of calls that are open. */
size_t vigie_poll(vigie_connection *connection, int64_t milliseconds);

/* Makes a unary call and waits for its end. Returns the reply, which the caller frees, or NULL with `error` filled
 * (which may be NULL); the caller then frees its contents with vigie_error_clear. A NULL request stands for "{}". */
char *vigie_unary(vigie_connection *connection, const char *method, const char *request, int64_t timeout_ms,
                  const vigie_metadata *metadata, size_t metadata_count, vigie_error *error);

/* Begins a call whose only request is given at once: a unary or a server-streaming one. Returns the call, which the
 * caller frees with vigie_call_free, or NULL when memory is short; a call that could not be sent is a call that has
 * failed, as vigie_next tells. A NULL request stands for "{}". Waits until libzmq has taken the frame. */
vigie_call *vigie_begin(vigie_connection *connection, const char *method, const char *request,
                        const vigie_options *options);

/* Begins a call that sends its requests with vigie_send: a client-streaming or duplex one. Otherwise like vigie_begin. */
vigie_call *vigie_begin_streaming(vigie_connection *connection, const char *method, const vigie_options *options);

/* Sends one message; waits as long as the server gives no credit. Returns VIGIE_OK, or the code with which the call is
 * over (VIGIE_OK too when the server has ended it well and takes no more), or VIGIE_FAILED_PRECONDITION after the
 * half-close and VIGIE_RESOURCE_EXHAUSTED for a message above 4 MiB, neither of which ends the call. */
int vigie_send(vigie_call *call, const char *message);

/* Says that no more messages are sent in this call; a second time it does nothing. Returns like vigie_send. */
int vigie_half_close(vigie_call *call);

/* Waits for the next message of the call, or for its end. A message is stored in `*message` and belongs to the caller;
 * otherwise `*message` becomes NULL. The reply of a unary or client-streaming call is its one message. Reading a message
 * allows the server to send another. */
vigie_next_result vigie_next(vigie_call *call, char **message);

/* Ends the call as CANCELLED, tells the server, and drops what was not read yet. Does nothing if the call is over. */
void vigie_cancel(vigie_call *call);

/* How the call ended: valid until the call is freed, to be asked for once vigie_next has told of the end. The code is
 * VIGIE_OK as long as the call is open. */
const vigie_error *vigie_call_error(const vigie_call *call);

/* The value number `index` (from 0) of a name in the metadata that came before the messages, or NULL if there is none.
 * It belongs to the call and is valid until the call is freed. */
const char *vigie_initial_metadata(const vigie_call *call, const char *name, size_t index);

/* The same for the metadata that came with the end of the call. */
const char *vigie_trailing_metadata(const vigie_call *call, const char *name, size_t index);

/* Cancels the call if it is open, and frees it. Calls must be freed before their connection is closed, or not at all.
 * NULL is allowed. */
void vigie_call_free(vigie_call *call);

/* Frees what an error holds, not the structure itself, and sets it to VIGIE_OK. */
void vigie_error_clear(vigie_error *error);

#endif
