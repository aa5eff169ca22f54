#include "vigie_rpc.h"

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zmq.h>

enum { KIND_CALL = 1, KIND_HEADERS, KIND_MESSAGE, KIND_END, KIND_CANCEL, KIND_CREDIT, KIND_PING, KIND_PONG, KIND_GOAWAY };
enum { FLAG_MESSAGE = 1, FLAG_HALF_CLOSE = 2, FLAG_COMPRESSED = 4 };

enum {
    WIRE_VERSION = 1,
    PRELUDE_SIZE = 16,
    CREDIT_SIZE = 8,
    KEY_TEXT_SIZE = 41,
    HEADER_LIMIT = 8192,
    MESSAGE_LIMIT = 4 * 1024 * 1024,
    PART_LIMIT = 8 * 1024 * 1024,
    FIRST_CREDIT_MESSAGES = 64,
    FIRST_CREDIT_BYTES = 1048576,
    CREDIT_MESSAGES_LIMIT = 65536,
    CREDIT_BYTES_LIMIT = 16777216,
    PING_EVERY_MS = 5000,
    SILENCE_LIMIT_MS = 20000,
    HEARTBEAT_EVERY_MS = 2000,
    HEARTBEAT_TIMEOUT_MS = 6000,
    LINGER_MS = 200,
    CANCEL_PATIENCE_MS = 200,
    FRAMES_AT_A_TIME = 256
};

typedef struct message_node {
    struct message_node *next;
    size_t wire_size;
    char *text;
} message_node;

struct vigie_call {
    vigie_connection *connection;
    vigie_call *previous, *next;
    uint64_t id;
    int64_t deadline;
    bool sent;        /* The server may know of the call. */
    bool over;        /* Nothing is sent any more, and what arrives is passed over. */
    bool half_closed; /* No more requests are sent. */
    vigie_error error;
    cJSON *initial, *trailing;
    message_node *first_message, *last_message;
    int64_t may_send_messages, may_send_bytes;         /* The server's credit, for us. */
    int64_t may_receive_messages, may_receive_bytes;   /* What is left of our credit, for the server. */
    int64_t owed_messages, owed_bytes;                 /* Read by the caller, but not yet granted anew. */
    int64_t first_credit_messages, first_credit_bytes; /* With what the server began. */
};

struct vigie_connection {
    void *context, *socket, *monitor;
    char *endpoint;
    char server_key[KEY_TEXT_SIZE], public_key[KEY_TEXT_SIZE], secret_key[KEY_TEXT_SIZE];
    unsigned sockets_made;
    vigie_call *calls;
    uint64_t last_id;
    int64_t next_ping;
    int64_t unanswered_since; /* When the oldest ping left to which nothing was heard, or 0. */
    unsigned broken_handshakes;
    bool key_refused, draining, broken;
};

typedef struct {
    uint8_t kind, flags;
    uint64_t id;
    const char *header;
    size_t header_size;
    const char *payload;
    size_t payload_size;
} frame;

/* ---- Small helpers ---- */

static int64_t now_ms(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static int64_t least(int64_t a, int64_t b) {
    return a < b ? a : b;
}

static void put32(uint8_t *to, uint32_t value) {
    for (int i = 0; i < 4; i++) to[i] = (uint8_t)(value >> (24 - 8 * i));
}

static void put64(uint8_t *to, uint64_t value) {
    put32(to, (uint32_t)(value >> 32));
    put32(to + 4, (uint32_t)value);
}

static uint32_t get32(const uint8_t *from) {
    return (uint32_t)from[0] << 24 | (uint32_t)from[1] << 16 | (uint32_t)from[2] << 8 | from[3];
}

static uint64_t get64(const uint8_t *from) {
    return (uint64_t)get32(from) << 32 | get32(from + 4);
}

static char *copy_bytes(const char *bytes, size_t size) {
    char *copy = malloc(size + 1);
    if (!copy) return NULL;
    if (size > 0) memcpy(copy, bytes, size);
    copy[size] = 0;
    return copy;
}

static char *copy_text(const char *text) {
    return text ? copy_bytes(text, strlen(text)) : NULL;
}

/* ---- Errors ---- */

void vigie_error_clear(vigie_error *error) {
    if (!error) return;
    free(error->message);
    free(error->reason);
    free(error->details);
    *error = (vigie_error){.code = VIGIE_OK, .retry_delay_ms = -1};
}

static void set_error(vigie_error *error, int code, const char *reason, const char *message) {
    if (!error) return;
    *error = (vigie_error){.code = code, .retry_delay_ms = -1};
    error->reason = copy_text(reason);
    error->message = copy_text(message);
}

/* Hands an error over to the caller, who may not want it. */
static void move_error(vigie_error *to, vigie_error *from) {
    if (!to) {
        vigie_error_clear(from);
        return;
    }
    *to = *from;
    *from = (vigie_error){.code = VIGIE_OK, .retry_delay_ms = -1};
}

static const char *text_member(const cJSON *object, const char *name) {
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
}

static int status_code(const cJSON *header) {
    const cJSON *code = cJSON_GetObjectItemCaseSensitive(header, "code");
    if (!code || cJSON_IsNull(code)) return VIGIE_OK;
    if (!cJSON_IsNumber(code) || code->valuedouble != code->valueint) return VIGIE_UNKNOWN;
    return code->valueint >= VIGIE_OK && code->valueint <= VIGIE_UNAUTHENTICATED ? code->valueint : VIGIE_UNKNOWN;
}

static void read_error(vigie_error *error, const cJSON *header) {
    const cJSON *details = cJSON_GetObjectItemCaseSensitive(header, "details");
    set_error(error, status_code(header), text_member(details, "reason"), text_member(header, "message"));
    if (!cJSON_IsObject(details)) return;
    error->details = cJSON_PrintUnformatted(details);
    const cJSON *delay = cJSON_GetObjectItemCaseSensitive(details, "retryDelayMilliseconds");
    if (cJSON_IsNumber(delay) && delay->valuedouble >= 0) error->retry_delay_ms = delay->valueint;
}

/* ---- Frames ---- */

static int build_frame(zmq_msg_t *part, const frame *what) {
    if (zmq_msg_init_size(part, PRELUDE_SIZE + what->header_size + what->payload_size) != 0) return -1;
    uint8_t *bytes = zmq_msg_data(part);
    bytes[0] = WIRE_VERSION;
    bytes[1] = what->kind;
    bytes[2] = what->flags;
    bytes[3] = 0;
    put64(bytes + 4, what->id);
    put32(bytes + 12, (uint32_t)what->header_size);
    if (what->header_size > 0) memcpy(bytes + PRELUDE_SIZE, what->header, what->header_size);
    if (what->payload_size > 0) memcpy(bytes + PRELUDE_SIZE + what->header_size, what->payload, what->payload_size);
    return 0;
}

static bool parse_frame(zmq_msg_t *part, frame *found) {
    size_t size = zmq_msg_size(part);
    const uint8_t *bytes = zmq_msg_data(part);
    if (size < PRELUDE_SIZE || bytes[0] != WIRE_VERSION) return false;
    size_t header_size = get32(bytes + 12);
    if (header_size > HEADER_LIMIT || header_size > size - PRELUDE_SIZE) return false;
    found->kind = bytes[1];
    found->flags = bytes[2];
    found->id = get64(bytes + 4);
    found->header = (const char *)bytes + PRELUDE_SIZE;
    found->header_size = header_size;
    found->payload = found->header + header_size;
    found->payload_size = size - PRELUDE_SIZE - header_size;
    return true;
}

/* Sends a frame if libzmq takes it at once. */
static bool send_at_once(vigie_connection *connection, const frame *what) {
    zmq_msg_t part;
    if (build_frame(&part, what) != 0) return false;
    if (zmq_msg_send(&part, connection->socket, ZMQ_DONTWAIT) >= 0) return true;
    zmq_msg_close(&part);
    return false;
}

/* ---- The life of a call ---- */

static bool is_open(const vigie_call *call) {
    return call->sent && !call->over;
}

static size_t open_calls(const vigie_connection *connection) {
    size_t count = 0;
    for (const vigie_call *call = connection->calls; call; call = call->next) count += is_open(call);
    return count;
}

static vigie_call *find_call(vigie_connection *connection, uint64_t id) {
    for (vigie_call *call = connection->calls; call; call = call->next)
        if (call->id == id) return call;
    return NULL;
}

static void end_call(vigie_call *call, int code, const char *reason, const char *message) {
    if (call->over) return;
    call->over = true;
    set_error(&call->error, code, reason, message);
}

/* Ends the call on this side. The CANCEL is only tried: if there is no room for it, the connection is broken or crowded,
 * and the server's own deadline ends the work. */
static void abandon_call(vigie_call *call, int code, const char *reason, const char *message) {
    if (is_open(call)) send_at_once(call->connection, &(frame){.kind = KIND_CANCEL, .id = call->id});
    end_call(call, code, reason, message);
}

static void end_all_calls(vigie_connection *connection, bool only_sent, int code, const char *reason, const char *message) {
    for (vigie_call *call = connection->calls; call; call = call->next)
        if (call->sent || !only_sent) end_call(call, code, reason, message);
}

static void drop_messages(vigie_call *call) {
    while (call->first_message) {
        message_node *node = call->first_message;
        call->first_message = node->next;
        free(node->text);
        free(node);
    }
    call->last_message = NULL;
}

static bool queue_message(vigie_call *call, const frame *got, size_t wire_size) {
    message_node *node = malloc(sizeof *node);
    if (!node) return false;
    /* An empty message stands for an object without members; its text spares the caller a case of its own. */
    bool empty = got->payload_size == 0;
    node->text = empty ? copy_text("{}") : copy_bytes(got->payload, got->payload_size);
    node->wire_size = wire_size;
    node->next = NULL;
    if (!node->text) {
        free(node);
        return false;
    }
    if (call->last_message) call->last_message->next = node;
    else call->first_message = node;
    call->last_message = node;
    return true;
}

/* ---- What arrives ---- */

static cJSON *parse_header(const frame *got) {
    return got->header_size > 0 ? cJSON_ParseWithLength(got->header, got->header_size) : NULL;
}

static void keep_metadata(cJSON **place, cJSON *header) {
    cJSON_Delete(*place);
    *place = cJSON_DetachItemFromObjectCaseSensitive(header, "metadata");
}

static void on_headers(vigie_call *call, const frame *got) {
    cJSON *header = parse_header(got);
    if (header) keep_metadata(&call->initial, header);
    cJSON_Delete(header);
}

static void on_message(vigie_call *call, const frame *got) {
    if (!(got->flags & FLAG_MESSAGE)) return;
    /* What the server may send ahead bounds the memory that the unread messages take. */
    if (call->may_receive_messages <= 0 || call->may_receive_bytes <= 0) {
        abandon_call(call, VIGIE_INVALID_ARGUMENT, "PROTOCOL", "the server sent a message without credit");
        return;
    }
    call->may_receive_messages--;
    call->may_receive_bytes -= (int64_t)got->payload_size;
    if (!queue_message(call, got, got->payload_size))
        abandon_call(call, VIGIE_RESOURCE_EXHAUSTED, NULL, "no memory for a message");
}

static void on_end(vigie_call *call, const frame *got) {
    cJSON *header = parse_header(got);
    if (got->header_size > 0 && !cJSON_IsObject(header)) {
        end_call(call, VIGIE_INTERNAL, "BAD_HEADER", "the header of the end is not a JSON object");
    } else if (status_code(header) != VIGIE_OK) {
        call->over = true;
        read_error(&call->error, header);
    } else if ((got->flags & FLAG_MESSAGE) && !queue_message(call, got, 0)) {
        end_call(call, VIGIE_RESOURCE_EXHAUSTED, NULL, "no memory for the reply");
    }
    call->over = true;
    if (header) keep_metadata(&call->trailing, header);
    cJSON_Delete(header);
}

static void on_credit(vigie_call *call, const frame *got) {
    if (got->payload_size != CREDIT_SIZE) {
        abandon_call(call, VIGIE_INVALID_ARGUMENT, "PROTOCOL", "the server's credit is not of eight bytes");
        return;
    }
    call->may_send_messages += get32((const uint8_t *)got->payload);
    call->may_send_bytes += get32((const uint8_t *)got->payload + 4);
    if (call->may_send_messages > CREDIT_MESSAGES_LIMIT || call->may_send_bytes > CREDIT_BYTES_LIMIT)
        abandon_call(call, VIGIE_INVALID_ARGUMENT, "PROTOCOL", "the server gave more credit than is allowed");
}

static void dispatch_to_call(vigie_call *call, const frame *got) {
    if (got->flags & ~(FLAG_MESSAGE | FLAG_HALF_CLOSE)) {
        abandon_call(call, VIGIE_UNIMPLEMENTED, "PROTOCOL", "the server set a flag that was not agreed on");
        return;
    }
    switch (got->kind) {
    case KIND_HEADERS: on_headers(call, got); break;
    case KIND_MESSAGE: on_message(call, got); break;
    case KIND_END: on_end(call, got); break;
    case KIND_CREDIT: on_credit(call, got); break;
    default: break;
    }
}

static void dispatch(vigie_connection *connection, const frame *got) {
    connection->unanswered_since = 0;
    if (got->kind == KIND_GOAWAY) connection->draining = true;
    if (got->id == 0) return;
    vigie_call *call = find_call(connection, got->id);
    if (call && is_open(call)) dispatch_to_call(call, got);
}

/* Receives one part; says whether it was the last of its message, or -1 when there is nothing. */
static int receive_part(vigie_connection *connection, zmq_msg_t *part) {
    zmq_msg_init(part);
    if (zmq_msg_recv(part, connection->socket, ZMQ_DONTWAIT) < 0) {
        zmq_msg_close(part);
        return -1;
    }
    return !zmq_msg_more(part);
}

static bool receive_frame(vigie_connection *connection) {
    zmq_msg_t part;
    int last = receive_part(connection, &part);
    if (last < 0) return false;
    frame got;
    if (last && parse_frame(&part, &got)) dispatch(connection, &got);
    zmq_msg_close(&part);
    /* A message of several parts is no frame: all of it is passed over. */
    while (!last) {
        last = receive_part(connection, &part);
        if (last < 0) break;
        zmq_msg_close(&part);
    }
    return true;
}

static bool receive_frames(vigie_connection *connection) {
    int count = 0;
    while (count < FRAMES_AT_A_TIME && receive_frame(connection)) count++;
    return count > 0;
}

/* ---- The socket and its monitor ---- */

static void close_socket(vigie_connection *connection) {
    if (connection->socket) {
        zmq_socket_monitor(connection->socket, NULL, 0);
        zmq_close(connection->socket);
    }
    if (connection->monitor) zmq_close(connection->monitor);
    connection->socket = connection->monitor = NULL;
}

static bool set_int(void *socket, int option, int value) {
    return zmq_setsockopt(socket, option, &value, sizeof value) == 0;
}

static bool configure_socket(vigie_connection *connection) {
    void *socket = connection->socket;
    int64_t largest = PART_LIMIT;
    return set_int(socket, ZMQ_LINGER, LINGER_MS) && set_int(socket, ZMQ_IMMEDIATE, 1) &&
           set_int(socket, ZMQ_HEARTBEAT_IVL, HEARTBEAT_EVERY_MS) &&
           set_int(socket, ZMQ_HEARTBEAT_TIMEOUT, HEARTBEAT_TIMEOUT_MS) &&
           zmq_setsockopt(socket, ZMQ_MAXMSGSIZE, &largest, sizeof largest) == 0 &&
           zmq_setsockopt(socket, ZMQ_CURVE_SERVERKEY, connection->server_key, KEY_TEXT_SIZE) == 0 &&
           zmq_setsockopt(socket, ZMQ_CURVE_PUBLICKEY, connection->public_key, KEY_TEXT_SIZE) == 0 &&
           zmq_setsockopt(socket, ZMQ_CURVE_SECRETKEY, connection->secret_key, KEY_TEXT_SIZE) == 0;
}

static bool attach_monitor(vigie_connection *connection) {
    /* A socket made anew needs a monitor address of its own: the old one is freed by libzmq only after a while. */
    char address[64];
    snprintf(address, sizeof address, "inproc://vigie-monitor-%u", connection->sockets_made);
    int events = ZMQ_EVENT_DISCONNECTED | ZMQ_EVENT_HANDSHAKE_SUCCEEDED | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH |
                 ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL | ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL;
    if (zmq_socket_monitor(connection->socket, address, events) != 0) return false;
    connection->monitor = zmq_socket(connection->context, ZMQ_PAIR);
    return connection->monitor && set_int(connection->monitor, ZMQ_LINGER, 0) &&
           zmq_connect(connection->monitor, address) == 0;
}

static bool open_socket(vigie_connection *connection) {
    connection->sockets_made++;
    connection->draining = false;
    connection->unanswered_since = 0;
    connection->socket = zmq_socket(connection->context, ZMQ_DEALER);
    bool good = connection->socket && configure_socket(connection) && attach_monitor(connection) &&
                zmq_connect(connection->socket, connection->endpoint) == 0;
    if (!good) close_socket(connection);
    return good;
}

static void on_disconnected(vigie_connection *connection) {
    /* What the server said before the connection broke still counts, for instance the ends of calls. */
    while (receive_frames(connection)) continue;
    connection->draining = false;
    connection->unanswered_since = 0;
    end_all_calls(connection, true, VIGIE_UNAVAILABLE, "CONNECTION_LOST",
                  "the connection was lost, the outcome of the call is unknown");
}

static void on_key_refused(vigie_connection *connection) {
    connection->key_refused = true;
    end_all_calls(connection, false, VIGIE_UNAUTHENTICATED, "KEY_REFUSED", "the server does not allow this client's key");
}

static void on_monitor_event(vigie_connection *connection, unsigned event) {
    switch (event) {
    case ZMQ_EVENT_HANDSHAKE_SUCCEEDED: connection->broken_handshakes = 0; break;
    case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH: on_key_refused(connection); break;
    case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL:
    case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL: connection->broken_handshakes++; break;
    case ZMQ_EVENT_DISCONNECTED: on_disconnected(connection); break;
    default: break;
    }
}

/* An event is a part of two bytes of number and four of value in the machine's order, and a part with the address. */
static bool receive_event(vigie_connection *connection) {
    uint8_t bytes[6], address[256];
    int size = zmq_recv(connection->monitor, bytes, sizeof bytes, ZMQ_DONTWAIT);
    if (size < 0) return false;
    zmq_recv(connection->monitor, address, sizeof address, 0);
    uint16_t event = 0;
    if (size == (int)sizeof bytes) memcpy(&event, bytes, sizeof event);
    on_monitor_event(connection, event);
    return true;
}

static void receive_events(vigie_connection *connection) {
    while (receive_event(connection)) continue;
}

/* ---- The poll loop ---- */

static void expire_deadlines(vigie_connection *connection, int64_t now) {
    for (vigie_call *call = connection->calls; call; call = call->next) {
        if (call->over || call->deadline > now) continue;
        const char *message = call->sent ? "the deadline passed"
                              : connection->broken_handshakes > 0
                                  ? "the deadline passed while handshakes broke off: compare the server's key"
                                  : "the deadline passed before there was a connection";
        abandon_call(call, VIGIE_DEADLINE_EXCEEDED, NULL, message);
    }
}

static void replace_socket(vigie_connection *connection) {
    end_all_calls(connection, true, VIGIE_UNAVAILABLE, "CONNECTION_LOST", "the server was silent for too long");
    close_socket(connection);
    connection->broken = !open_socket(connection);
    if (connection->broken) end_all_calls(connection, false, VIGIE_UNAVAILABLE, NULL, "no socket could be made");
}

static void keep_alive(vigie_connection *connection, int64_t now) {
    if (open_calls(connection) == 0) {
        connection->next_ping = now + PING_EVERY_MS;
        connection->unanswered_since = 0;
        return;
    }
    if (connection->unanswered_since && now - connection->unanswered_since >= SILENCE_LIMIT_MS) {
        replace_socket(connection);
        return;
    }
    if (now < connection->next_ping) return;
    connection->next_ping = now + PING_EVERY_MS;
    bool left = send_at_once(connection, &(frame){.kind = KIND_PING});
    if (left && !connection->unanswered_since) connection->unanswered_since = now;
}

static int64_t time_to_next_duty(const vigie_connection *connection, int64_t now) {
    int64_t next = now + PING_EVERY_MS;
    for (const vigie_call *call = connection->calls; call; call = call->next) {
        if (call->over) continue;
        next = least(next, call->deadline);
        if (call->sent) next = least(next, connection->next_ping);
    }
    return next > now ? next - now : 0;
}

/* Takes in all that has arrived, before deadlines and silences are judged: a program that came late to its poll loop
 * must not take its own pause for the server's. */
static bool take_in(vigie_connection *connection) {
    bool some = receive_frames(connection);
    receive_events(connection);
    int64_t now = now_ms();
    expire_deadlines(connection, now);
    keep_alive(connection, now);
    return some;
}

/* Serves the connection until something arrives (or can be sent, if `to_send`), at most until `limit`. */
static void pump(vigie_connection *connection, int64_t limit, bool to_send) {
    if (connection->broken || take_in(connection) || connection->broken) return;
    int64_t now = now_ms();
    int64_t wait = least(limit - now, time_to_next_duty(connection, now));
    zmq_pollitem_t items[2] = {
        {.socket = connection->socket, .events = to_send ? ZMQ_POLLIN | ZMQ_POLLOUT : ZMQ_POLLIN},
        {.socket = connection->monitor, .events = ZMQ_POLLIN},
    };
    /* An interrupted poll is one in which nothing arrived: the callers' loops come again. */
    zmq_poll(items, 2, wait > 0 ? (long)wait : 0);
    take_in(connection);
}

size_t vigie_poll(vigie_connection *connection, int64_t milliseconds) {
    int64_t wait = milliseconds < 0 ? 0 : least(milliseconds, VIGIE_LONGEST_TIMEOUT_MS);
    pump(connection, now_ms() + wait, false);
    return open_calls(connection);
}

/* ---- Connections ---- */

static bool valid_key(const char *key) {
    uint8_t bytes[32];
    return key && strlen(key) == KEY_TEXT_SIZE - 1 && zmq_z85_decode(bytes, key) != NULL;
}

static vigie_connection *refuse_connect(vigie_connection *connection, vigie_error *error, const char *message) {
    set_error(error, VIGIE_INVALID_ARGUMENT, NULL, message);
    vigie_close(connection);
    return NULL;
}

vigie_connection *vigie_connect(const char *endpoint, const char *server_key, const char *client_secret_key,
                                vigie_error *error) {
    set_error(error, VIGIE_OK, NULL, NULL);
    vigie_connection *connection = calloc(1, sizeof *connection);
    if (!connection) return refuse_connect(NULL, error, "no memory for a connection");
    if (!valid_key(server_key) || !valid_key(client_secret_key))
        return refuse_connect(connection, error, "a key must be 40 characters of Z85");
    memcpy(connection->server_key, server_key, KEY_TEXT_SIZE);
    memcpy(connection->secret_key, client_secret_key, KEY_TEXT_SIZE);
    if (zmq_curve_public(connection->public_key, connection->secret_key) != 0)
        return refuse_connect(connection, error, "this libzmq is built without CURVE");
    connection->endpoint = copy_text(endpoint);
    connection->context = zmq_ctx_new();
    if (!connection->endpoint || !connection->context || !open_socket(connection))
        return refuse_connect(connection, error, "no socket could be made for this endpoint");
    return connection;
}

void vigie_close(vigie_connection *connection) {
    if (!connection) return;
    for (vigie_call *call = connection->calls; call; call = call->next)
        abandon_call(call, VIGIE_CANCELLED, NULL, "the connection was closed");
    while (connection->calls) vigie_call_free(connection->calls);
    close_socket(connection);
    if (connection->context) zmq_ctx_term(connection->context);
    free(connection->endpoint);
    free(connection);
}

/* ---- Calls ---- */

/* Sends a frame of the call, waiting for a connection and for room; gives up when the call is over or at `limit`. */
static bool send_for_call(vigie_call *call, const frame *what, int64_t limit) {
    vigie_connection *connection = call->connection;
    while (!call->over) {
        /* A call must not be given to a new connection before the loss of the old one was seen. */
        receive_events(connection);
        if (call->over) break;
        if (send_at_once(connection, what)) return true;
        if (now_ms() >= limit) break;
        pump(connection, limit, true);
    }
    return false;
}

static bool add_metadata(cJSON *header, const vigie_metadata *metadata, size_t count) {
    if (count == 0) return true;
    cJSON *object = cJSON_AddObjectToObject(header, "metadata");
    if (!object) return false;
    for (size_t i = 0; i < count; i++) {
        cJSON *list = cJSON_GetObjectItemCaseSensitive(object, metadata[i].name);
        if (!list) list = cJSON_AddArrayToObject(object, metadata[i].name);
        cJSON *value = cJSON_CreateString(metadata[i].value);
        if (list && value && cJSON_AddItemToArray(list, value)) continue;
        cJSON_Delete(value);
        return false;
    }
    return true;
}

static bool add_credit(cJSON *header, const vigie_call *call) {
    cJSON *credit = cJSON_AddObjectToObject(header, "credit");
    return credit && cJSON_AddNumberToObject(credit, "messages", (double)call->first_credit_messages) &&
           cJSON_AddNumberToObject(credit, "bytes", (double)call->first_credit_bytes);
}

static char *call_header(const vigie_call *call, const char *method, int64_t timeout_ms, const vigie_options *options) {
    cJSON *header = cJSON_CreateObject();
    bool good = header && cJSON_AddStringToObject(header, "method", method) &&
                cJSON_AddNumberToObject(header, "timeoutMs", (double)timeout_ms) && add_credit(header, call) &&
                add_metadata(header, options->metadata, options->metadata_count);
    char *text = good ? cJSON_PrintUnformatted(header) : NULL;
    cJSON_Delete(header);
    return text;
}

static int64_t chosen(uint32_t wanted, int64_t otherwise, int64_t limit) {
    return wanted == 0 ? otherwise : least(wanted, limit);
}

static vigie_call *new_call(vigie_connection *connection, const vigie_options *options) {
    vigie_call *call = calloc(1, sizeof *call);
    if (!call) return NULL;
    call->connection = connection;
    call->id = ++connection->last_id;
    call->deadline = now_ms() + least(options->timeout_ms, VIGIE_LONGEST_TIMEOUT_MS);
    call->error.retry_delay_ms = -1;
    call->may_send_messages = FIRST_CREDIT_MESSAGES;
    call->may_send_bytes = FIRST_CREDIT_BYTES;
    call->first_credit_messages = chosen(options->credit_messages, FIRST_CREDIT_MESSAGES, CREDIT_MESSAGES_LIMIT);
    call->first_credit_bytes = chosen(options->credit_bytes, FIRST_CREDIT_BYTES, CREDIT_BYTES_LIMIT);
    call->may_receive_messages = call->first_credit_messages;
    call->may_receive_bytes = call->first_credit_bytes;
    call->next = connection->calls;
    if (call->next) call->next->previous = call;
    connection->calls = call;
    return call;
}

/* Says why a call cannot be begun at all. */
static void check_beginning(vigie_call *call, size_t header_size, size_t payload_size) {
    const vigie_connection *connection = call->connection;
    if (connection->broken) end_call(call, VIGIE_UNAVAILABLE, NULL, "no socket could be made");
    else if (connection->key_refused)
        end_call(call, VIGIE_UNAUTHENTICATED, "KEY_REFUSED", "the server does not allow this client's key");
    else if (connection->draining) end_call(call, VIGIE_UNAVAILABLE, "DRAINING", "the server takes no new calls");
    else if (header_size > HEADER_LIMIT)
        end_call(call, VIGIE_INVALID_ARGUMENT, "BAD_HEADER", "method and metadata are larger than 8 KiB");
    else if (payload_size > MESSAGE_LIMIT)
        end_call(call, VIGIE_RESOURCE_EXHAUSTED, NULL, "the request is larger than 4 MiB");
}

static void send_beginning(vigie_call *call, frame *what) {
    pump(call->connection, now_ms(), false);
    check_beginning(call, what->header_size, what->payload_size);
    /* The first open call starts the clock of the pings. */
    if (open_calls(call->connection) == 0) call->connection->next_ping = now_ms() + PING_EVERY_MS;
    call->sent = send_for_call(call, what, call->deadline);
    if (!call->sent) end_call(call, VIGIE_DEADLINE_EXCEEDED, NULL, "the deadline passed before the call was sent");
}

static vigie_call *begin(vigie_connection *connection, const char *method, const char *request, uint8_t flags,
                         const vigie_options *options) {
    vigie_options none = {.timeout_ms = VIGIE_LONGEST_TIMEOUT_MS};
    if (!options) options = &none;
    vigie_call *call = new_call(connection, options);
    if (!call) return NULL;
    int64_t timeout = least(options->timeout_ms, VIGIE_LONGEST_TIMEOUT_MS);
    char *header = call_header(call, method, timeout, options);
    if (!header) {
        vigie_call_free(call);
        return NULL;
    }
    frame what = {.kind = KIND_CALL, .flags = flags, .id = call->id, .header = header, .header_size = strlen(header)};
    what.payload = request;
    what.payload_size = request ? strlen(request) : 0;
    call->half_closed = flags & FLAG_HALF_CLOSE;
    send_beginning(call, &what);
    free(header);
    return call;
}

vigie_call *vigie_begin(vigie_connection *connection, const char *method, const char *request,
                        const vigie_options *options) {
    return begin(connection, method, request, FLAG_MESSAGE | FLAG_HALF_CLOSE, options);
}

vigie_call *vigie_begin_streaming(vigie_connection *connection, const char *method, const vigie_options *options) {
    return begin(connection, method, NULL, 0, options);
}

static void wait_for_credit(vigie_call *call) {
    while (!call->over && (call->may_send_messages <= 0 || call->may_send_bytes <= 0))
        pump(call->connection, call->deadline, false);
}

int vigie_send(vigie_call *call, const char *message) {
    size_t size = message ? strlen(message) : 0;
    if (call->half_closed && !call->over) return VIGIE_FAILED_PRECONDITION;
    if (size > MESSAGE_LIMIT) return VIGIE_RESOURCE_EXHAUSTED;
    wait_for_credit(call);
    frame what = {.kind = KIND_MESSAGE, .flags = FLAG_MESSAGE, .id = call->id, .payload = message, .payload_size = size};
    if (send_for_call(call, &what, call->deadline)) {
        call->may_send_messages--;
        call->may_send_bytes -= (int64_t)size;
    }
    return call->error.code;
}

int vigie_half_close(vigie_call *call) {
    if (call->half_closed) return call->error.code;
    call->half_closed = true;
    send_for_call(call, &(frame){.kind = KIND_MESSAGE, .flags = FLAG_HALF_CLOSE, .id = call->id}, call->deadline);
    return call->error.code;
}

/* Grants anew what was read, once it is half of the beginning; what libzmq does not take now stays owed. */
static void grant_credit(vigie_call *call) {
    bool enough = 2 * call->owed_messages >= call->first_credit_messages || 2 * call->owed_bytes >= call->first_credit_bytes;
    if (call->over || !enough) return;
    uint8_t payload[CREDIT_SIZE];
    put32(payload, (uint32_t)call->owed_messages);
    put32(payload + 4, (uint32_t)call->owed_bytes);
    frame what = {.kind = KIND_CREDIT, .id = call->id, .payload = (const char *)payload, .payload_size = CREDIT_SIZE};
    if (!send_at_once(call->connection, &what)) return;
    call->may_receive_messages += call->owed_messages;
    call->may_receive_bytes += call->owed_bytes;
    call->owed_messages = call->owed_bytes = 0;
}

static char *take_message(vigie_call *call) {
    message_node *node = call->first_message;
    char *text = node->text;
    call->first_message = node->next;
    if (!call->first_message) call->last_message = NULL;
    /* The reply in END came without credit, and gives none back; the call is over then. */
    call->owed_messages++;
    call->owed_bytes += (int64_t)node->wire_size;
    free(node);
    grant_credit(call);
    return text;
}

vigie_next_result vigie_next(vigie_call *call, char **message) {
    *message = NULL;
    /* A slow reader of messages that are all here already must be heard by the server too. */
    pump(call->connection, now_ms(), false);
    while (!call->first_message && !call->over) {
        grant_credit(call);
        pump(call->connection, call->deadline, false);
    }
    if (call->first_message) {
        *message = take_message(call);
        return VIGIE_NEXT_MESSAGE;
    }
    return call->error.code == VIGIE_OK ? VIGIE_NEXT_END : VIGIE_NEXT_FAILED;
}

void vigie_cancel(vigie_call *call) {
    if (call->over) return;
    frame what = {.kind = KIND_CANCEL, .id = call->id};
    if (call->sent) send_for_call(call, &what, now_ms() + CANCEL_PATIENCE_MS);
    end_call(call, VIGIE_CANCELLED, NULL, "the caller cancelled the call");
    drop_messages(call);
}

const vigie_error *vigie_call_error(const vigie_call *call) {
    return &call->error;
}

static const char *metadata_value(const cJSON *metadata, const char *name, size_t index) {
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(metadata, name);
    if (index > HEADER_LIMIT) return NULL;
    return cJSON_GetStringValue(cJSON_GetArrayItem(list, (int)index));
}

const char *vigie_initial_metadata(const vigie_call *call, const char *name, size_t index) {
    return metadata_value(call->initial, name, index);
}

const char *vigie_trailing_metadata(const vigie_call *call, const char *name, size_t index) {
    return metadata_value(call->trailing, name, index);
}

void vigie_call_free(vigie_call *call) {
    if (!call) return;
    vigie_cancel(call);
    drop_messages(call);
    if (call->previous) call->previous->next = call->next;
    else call->connection->calls = call->next;
    if (call->next) call->next->previous = call->previous;
    cJSON_Delete(call->initial);
    cJSON_Delete(call->trailing);
    vigie_error_clear(&call->error);
    free(call);
}

char *vigie_unary(vigie_connection *connection, const char *method, const char *request, int64_t timeout_ms,
                  const vigie_metadata *metadata, size_t metadata_count, vigie_error *error) {
    set_error(error, VIGIE_OK, NULL, NULL);
    vigie_options options = {.timeout_ms = timeout_ms, .metadata = metadata, .metadata_count = metadata_count};
    vigie_call *call = vigie_begin(connection, method, request, &options);
    if (!call) {
        set_error(error, VIGIE_RESOURCE_EXHAUSTED, NULL, "no memory for a call");
        return NULL;
    }
    char *reply = NULL;
    vigie_next_result result = vigie_next(call, &reply);
    if (result == VIGIE_NEXT_FAILED) move_error(error, &call->error);
    if (result == VIGIE_NEXT_END) set_error(error, VIGIE_INTERNAL, "PROTOCOL", "the call ended well, but without a reply");
    vigie_call_free(call);
    return reply;
}
