/* Runs the cases of the test service against the library: conformance SERVER SERVER_KEY CLIENT_SECRET_KEY */
#include "vigie_rpc.h"

#include <cjson/cJSON.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zmq.h>

#define TEST "vigie.test.v1/"
#define PATIENCE_MS 20000
#define SPECIAL_MESSAGE "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n"

static struct {
    const char *endpoint, *server_key, *secret_key;
    vigie_connection *connection;
    char complaint[512];
} test;

static const int request_sizes[] = {27182, 8, 1828, 45904};
static const int reply_sizes[] = {31415, 9, 2653, 58979};

/* ---- Helpers ---- */

/* Writes down why the case fails; returns false, so that a check can end with it. */
static bool complain(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(test.complaint, sizeof test.complaint, format, arguments);
    va_end(arguments);
    return false;
}

static int64_t milliseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void pause_ms(long duration) {
    struct timespec time = {.tv_sec = duration / 1000, .tv_nsec = duration % 1000 * 1000000};
    nanosleep(&time, NULL);
}

/* So many zero bytes, as base64 text. */
static char *zeros(int size) {
    size_t length = (size_t)(size + 2) / 3 * 4;
    char *text = malloc(length + 1);
    if (!text) abort();
    memset(text, 'A', length);
    text[length] = 0;
    if (size % 3 != 0) text[length - 1] = '=';
    if (size % 3 == 1) text[length - 2] = '=';
    return text;
}

/* How many bytes a base64 text stands for, or -1 if it is none of zeros only. */
static int zeros_size(const char *text) {
    size_t length = text ? strlen(text) : 0, letters = text ? strspn(text, "A") : 0;
    if (!text || length % 4 != 0 || length - letters > 2 || strspn(text + letters, "=") != length - letters) return -1;
    return (int)(length / 4 * 3 - (length - letters));
}

/* A text made as printf makes it; the caller frees it. */
static char *format_text(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = length < 0 ? NULL : malloc((size_t)length + 1);
    if (!text) abort();
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return text;
}

static double number_in(const char *json, const char *name) {
    cJSON *object = cJSON_Parse(json);
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);
    double value = cJSON_IsNumber(member) ? member->valuedouble : -1;
    cJSON_Delete(object);
    return value;
}

static int payload_in(const char *json) {
    cJSON *object = cJSON_Parse(json);
    int size = zeros_size(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, "payload")));
    cJSON_Delete(object);
    return size;
}

static vigie_options patient(void) {
    return (vigie_options){.timeout_ms = PATIENCE_MS};
}

static vigie_call *begin(const char *method, const char *request) {
    vigie_options options = patient();
    return vigie_begin(test.connection, method, request, &options);
}

static vigie_call *begin_streaming(const char *method) {
    vigie_options options = patient();
    return vigie_begin_streaming(test.connection, method, &options);
}

static char *unary(const char *method, const char *request, vigie_error *error) {
    return vigie_unary(test.connection, method, request, PATIENCE_MS, NULL, 0, error);
}

static bool error_is(const vigie_error *error, int code, const char *reason) {
    bool same_reason = !reason || (error->reason && strcmp(error->reason, reason) == 0);
    if (error->code == code && same_reason) return true;
    return complain("code %d, reason %s, message %s", error->code, error->reason ? error->reason : "none",
                    error->message ? error->message : "none");
}

/* The call ends with this code and without a further message. */
static bool ends_with(vigie_call *call, int code, const char *reason) {
    char *message = NULL;
    vigie_next_result result = vigie_next(call, &message);
    free(message);
    if (result == VIGIE_NEXT_MESSAGE) return complain("a message came in the place of the end");
    return error_is(vigie_call_error(call), code, reason);
}

static bool next_payload_is(vigie_call *call, int size) {
    char *message = NULL;
    if (vigie_next(call, &message) != VIGIE_NEXT_MESSAGE) {
        error_is(vigie_call_error(call), -1, NULL);
        return false;
    }
    int found = payload_in(message);
    free(message);
    return found == size || complain("a payload of %d bytes, not of %d", found, size);
}

/* A unary call that must fail. */
static bool unary_fails(const char *method, const char *request, int code, const char *reason) {
    vigie_error error;
    char *reply = unary(method, request, &error);
    bool good = reply ? complain("it was answered with %.200s", reply) : error_is(&error, code, reason);
    free(reply);
    vigie_error_clear(&error);
    return good;
}

static bool send_all_is_well(vigie_call *call, char *request) {
    int code = vigie_send(call, request);
    free(request);
    return code == VIGIE_OK || complain("sending ended with code %d", code);
}

/* ---- Cases ---- */

static bool empty_unary(void) {
    vigie_error error;
    char *reply = unary(TEST "EmptyCall", "{}", &error);
    bool good = reply && strcmp(reply, "{}") == 0;
    if (!good && reply) complain("the reply is %.200s", reply);
    if (!reply) error_is(&error, VIGIE_OK, NULL);
    free(reply);
    vigie_error_clear(&error);
    return good;
}

static bool large_unary(void) {
    char *payload = zeros(271828);
    char *request = format_text("{\"payload\":\"%s\",\"responseSize\":314159}", payload);
    vigie_call *call = begin(TEST "UnaryCall", request);
    free(payload);
    free(request);
    bool good = next_payload_is(call, 314159) && ends_with(call, VIGIE_OK, NULL);
    vigie_call_free(call);
    return good;
}

static char *status_request(int code, const char *message) {
    cJSON *request = cJSON_CreateObject();
    cJSON *status = cJSON_AddObjectToObject(request, "responseStatus");
    cJSON_AddNumberToObject(status, "code", code);
    cJSON_AddStringToObject(status, "message", message);
    char *text = cJSON_PrintUnformatted(request);
    cJSON_Delete(request);
    return text;
}

static bool status_and_message(void) {
    char *request = status_request(VIGIE_UNKNOWN, SPECIAL_MESSAGE);
    vigie_error error;
    char *reply = unary(TEST "UnaryCall", request, &error);
    bool good = !reply && error_is(&error, VIGIE_UNKNOWN, NULL) &&
                ((error.message && strcmp(error.message, SPECIAL_MESSAGE) == 0) || complain("another message came back"));
    free(reply);
    free(request);
    vigie_error_clear(&error);
    return good;
}

static bool unimplemented_method(void) {
    return unary_fails(TEST "NobodyKnowsThis", "{}", VIGIE_UNIMPLEMENTED, NULL);
}

static bool server_streaming(void) {
    vigie_call *call = begin(TEST "StreamingOutputCall",
                             "{\"responseParameters\":[{\"size\":31415},{\"size\":9},{\"size\":2653},{\"size\":58979}]}");
    bool good = true;
    for (int i = 0; good && i < 4; i++) good = next_payload_is(call, reply_sizes[i]);
    good = good && ends_with(call, VIGIE_OK, NULL);
    vigie_call_free(call);
    return good;
}

static char *request_of_size(int size) {
    char *payload = zeros(size);
    char *request = format_text("{\"payload\":\"%s\"}", payload);
    free(payload);
    return request;
}

static bool aggregate_is(vigie_call *call, int expected) {
    char *reply = NULL;
    if (vigie_next(call, &reply) != VIGIE_NEXT_MESSAGE) return complain("there is no reply");
    double sum = number_in(reply, "aggregatedPayloadSize");
    free(reply);
    return sum == expected || complain("the sum is %.0f", sum);
}

static bool client_streaming(void) {
    vigie_call *call = begin_streaming(TEST "StreamingInputCall");
    bool good = true;
    for (int i = 0; good && i < 4; i++) good = send_all_is_well(call, request_of_size(request_sizes[i]));
    good = good && vigie_half_close(call) == VIGIE_OK && aggregate_is(call, 74922) && ends_with(call, VIGIE_OK, NULL);
    vigie_call_free(call);
    return good;
}

/* Twenty messages of about 200 kB are four times the credit that a call begins with. */
static bool sending_under_credit(void) {
    vigie_call *call = begin_streaming(TEST "StreamingInputCall");
    bool good = true;
    for (int i = 0; good && i < 20; i++) good = send_all_is_well(call, request_of_size(150000));
    for (int i = 0; good && i < 200; i++) good = send_all_is_well(call, request_of_size(1));
    good = good && vigie_half_close(call) == VIGIE_OK && aggregate_is(call, 3000200) && ends_with(call, VIGIE_OK, NULL);
    vigie_call_free(call);
    return good;
}

static char *ping_request(int index) {
    char *payload = zeros(request_sizes[index]);
    char *request = format_text("{\"responseParameters\":[{\"size\":%d}],\"payload\":\"%s\"}", reply_sizes[index], payload);
    free(payload);
    return request;
}

static bool ping_pong(void) {
    vigie_call *call = begin_streaming(TEST "FullDuplexCall");
    bool good = true;
    for (int i = 0; good && i < 4; i++)
        good = send_all_is_well(call, ping_request(i)) && next_payload_is(call, reply_sizes[i]);
    good = good && vigie_half_close(call) == VIGIE_OK && ends_with(call, VIGIE_OK, NULL);
    vigie_call_free(call);
    return good;
}

static bool empty_stream(void) {
    vigie_call *call = begin_streaming(TEST "FullDuplexCall");
    bool good = vigie_half_close(call) == VIGIE_OK && ends_with(call, VIGIE_OK, NULL);
    vigie_call_free(call);
    return good;
}

static bool send_after_half_close(void) {
    vigie_call *call = begin_streaming(TEST "ServerSpeaksFirst");
    bool good = vigie_half_close(call) == VIGIE_OK && vigie_send(call, "{}") == VIGIE_FAILED_PRECONDITION;
    if (!good) complain("it was not refused on this side");
    for (int i = 0; good && i < 2; i++) {
        char *message = NULL;
        good = vigie_next(call, &message) == VIGIE_NEXT_MESSAGE || complain("item %d is missing", i);
        free(message);
    }
    good = good && ends_with(call, VIGIE_OK, NULL);
    vigie_call_free(call);
    return good;
}

static bool value_is(const char *found, const char *expected, const char *where) {
    if (found && strcmp(found, expected) == 0) return true;
    return complain("the %s metadata is %s", where, found ? found : "missing");
}

static bool custom_metadata(void) {
    const vigie_metadata sent[] = {{"x-grpc-test-echo-initial", "test_initial_metadata_value"},
                                   {"x-grpc-test-echo-trailing-bin", "q6ur"}};
    vigie_options options = {.timeout_ms = PATIENCE_MS, .metadata = sent, .metadata_count = 2};
    vigie_call *call = vigie_begin(test.connection, TEST "UnaryCall", "{\"responseSize\":10}", &options);
    bool good = next_payload_is(call, 10) && ends_with(call, VIGIE_OK, NULL) &&
                value_is(vigie_initial_metadata(call, sent[0].name, 0), sent[0].value, "initial") &&
                value_is(vigie_trailing_metadata(call, sent[1].name, 0), sent[1].value, "trailing");
    vigie_call_free(call);
    return good;
}

static bool deadline_exceeded(void) {
    int64_t start = milliseconds();
    vigie_error error;
    char *reply = vigie_unary(test.connection, TEST "Hang", "{}", 300, NULL, 0, &error);
    int64_t took = milliseconds() - start;
    bool good = !reply && error_is(&error, VIGIE_DEADLINE_EXCEEDED, NULL) &&
                ((took >= 250 && took < 3000) || complain("it took %d ms", (int)took));
    free(reply);
    vigie_error_clear(&error);
    return good;
}

static bool deadline_passed_already(void) {
    vigie_error error;
    char *reply = vigie_unary(test.connection, TEST "EmptyCall", "{}", 0, NULL, 0, &error);
    bool good = !reply && error_is(&error, VIGIE_DEADLINE_EXCEEDED, NULL);
    free(reply);
    vigie_error_clear(&error);
    return good;
}

static bool cancel_after_first_response(void) {
    vigie_call *call = begin_streaming(TEST "FullDuplexCall");
    bool good = send_all_is_well(call, ping_request(0)) && next_payload_is(call, reply_sizes[0]);
    if (good) vigie_cancel(call);
    good = good && ends_with(call, VIGIE_CANCELLED, NULL);
    vigie_call_free(call);
    return good;
}

/* The server counts on over several runs, so that each run needs a name of its own. */
static char *fresh_token(void) {
    return format_text("c-%lld-%lld", (long long)time(NULL), (long long)milliseconds());
}

static double counter(const char *token, const char *name) {
    char *request = format_text("{\"token\":\"%s\"}", token);
    char *reply = unary(TEST "Counters", request, NULL);
    double value = reply ? number_in(reply, name) : -1;
    free(request);
    free(reply);
    return value;
}

/* The server hears of a cancellation, and ends its work. */
static bool cancel_reaches_the_server(void) {
    char *token = fresh_token(), *request = format_text("{\"token\":\"%s\"}", token);
    vigie_call *call = begin(TEST "Hang", request);
    free(request);
    int64_t limit = milliseconds() + 5000;
    while (counter(token, "sent") < 1 && milliseconds() < limit) pause_ms(20);
    double before = counter(token, "cancelled");
    vigie_cancel(call);
    while (counter(token, "cancelled") <= before && milliseconds() < limit) pause_ms(20);
    double after = counter(token, "cancelled");
    vigie_call_free(call);
    free(token);
    return after == before + 1 || complain("cancelled: %.0f before, %.0f after", before, after);
}

static bool error_details(void) {
    vigie_error error;
    char *reply = unary(TEST "FailWithDetails", "{}", &error);
    bool good = !reply && error_is(&error, VIGIE_FAILED_PRECONDITION, NULL);
    cJSON *details = error.details ? cJSON_Parse(error.details) : NULL;
    const char *const names[] = {"reason",   "domain", "arguments", "fieldViolations", "retryDelayMilliseconds",
                                 "resource", "localizedMessage"};
    for (size_t i = 0; good && i < sizeof names / sizeof *names; i++)
        good = cJSON_HasObjectItem(details, names[i]) || complain("%s is missing", names[i]);
    good = good && ((error.reason && error.message && error.retry_delay_ms >= 0) || complain("a member is not filled"));
    cJSON_Delete(details);
    free(reply);
    vigie_error_clear(&error);
    return good;
}

static bool numbered_item(vigie_call *call, int expected) {
    char *message = NULL;
    if (vigie_next(call, &message) != VIGIE_NEXT_MESSAGE) return complain("the stream ended at item %d", expected);
    double number = number_in(message, "number");
    free(message);
    return number == expected || complain("item %.0f came as number %d", number, expected);
}

static vigie_call *begin_thousand(const char *token) {
    vigie_options options = {.timeout_ms = 60000, .credit_messages = 8, .credit_bytes = 65536};
    char *request = format_text("{\"responseParameters\":[{\"size\":10}],\"times\":1000,\"token\":\"%s\"}", token);
    vigie_call *call = vigie_begin(test.connection, TEST "StreamingOutputCall", request, &options);
    free(request);
    return call;
}

/* The server may be as far ahead as the credit goes, and may count the item that it holds in its hands. */
static bool server_keeps_pace(const char *token, int read) {
    pause_ms(30);
    double sent = counter(token, "sent");
    return (sent >= read && sent <= read + 8 + 1) || complain("%.0f were sent when %d were read", sent, read);
}

static bool slow_reading(void) {
    char *token = fresh_token();
    vigie_call *call = begin_thousand(token);
    bool good = true;
    for (int i = 0; good && i < 1000; i++) {
        good = numbered_item(call, i);
        if (i % 100 == 50) good = good && server_keeps_pace(token, i + 1);
    }
    good = good && ends_with(call, VIGIE_OK, NULL);
    vigie_call_free(call);
    free(token);
    return good;
}

/* Each message is larger than the whole credit in bytes: the last one may overshoot it. */
static bool messages_above_the_credit(void) {
    vigie_options options = {.timeout_ms = 60000, .credit_messages = 4, .credit_bytes = 65536};
    vigie_call *call = vigie_begin(test.connection, TEST "StreamingOutputCall",
                                   "{\"responseParameters\":[{\"size\":900000},{\"size\":10}],\"times\":4}", &options);
    bool good = true;
    for (int i = 0; good && i < 8; i++) good = next_payload_is(call, i % 2 == 0 ? 900000 : 10);
    good = good && ends_with(call, VIGIE_OK, NULL);
    vigie_call_free(call);
    return good;
}

static bool role_refused(void) {
    return unary_fails(TEST "ForAuditors", "{}", VIGIE_PERMISSION_DENIED, "ROLE_NEEDED");
}

static bool call_on(const char *server_key, const char *secret_key, int64_t timeout, int code, const char *reason) {
    vigie_connection *stranger = vigie_connect(test.endpoint, server_key, secret_key, NULL);
    if (!stranger) return complain("there is no connection");
    vigie_error error;
    char *reply = vigie_unary(stranger, TEST "EmptyCall", "{}", timeout, NULL, 0, &error);
    bool good = reply ? complain("it was answered") : error_is(&error, code, reason);
    free(reply);
    vigie_error_clear(&error);
    vigie_close(stranger);
    return good;
}

static bool unknown_key_refused(void) {
    char public_key[41], secret_key[41];
    if (zmq_curve_keypair(public_key, secret_key) != 0) return complain("there is no CURVE");
    return call_on(test.server_key, secret_key, PATIENCE_MS, VIGIE_UNAUTHENTICATED, "KEY_REFUSED");
}

static bool wrong_server_key(void) {
    char public_key[41], secret_key[41];
    if (zmq_curve_keypair(public_key, secret_key) != 0) return complain("there is no CURVE");
    return call_on(public_key, test.secret_key, 1500, VIGIE_DEADLINE_EXCEEDED, NULL);
}

/* A socket of its own for frames as they are: the library makes no wrong ones. */
static void *bare_socket(void *context) {
    char public_key[41];
    int patience = PATIENCE_MS, none = 0;
    void *socket = zmq_socket(context, ZMQ_DEALER);
    zmq_curve_public(public_key, test.secret_key);
    zmq_setsockopt(socket, ZMQ_CURVE_SERVERKEY, test.server_key, 41);
    zmq_setsockopt(socket, ZMQ_CURVE_PUBLICKEY, public_key, 41);
    zmq_setsockopt(socket, ZMQ_CURVE_SECRETKEY, test.secret_key, 41);
    zmq_setsockopt(socket, ZMQ_RCVTIMEO, &patience, sizeof patience);
    zmq_setsockopt(socket, ZMQ_LINGER, &none, sizeof none);
    zmq_connect(socket, test.endpoint);
    return socket;
}

/* Sends one frame and receives one. */
static int exchange(const void *request, size_t request_size, void *reply, size_t reply_size) {
    void *context = zmq_ctx_new(), *socket = bare_socket(context);
    zmq_send(socket, request, request_size, 0);
    int size = zmq_recv(socket, reply, reply_size, 0);
    zmq_close(socket);
    zmq_ctx_term(context);
    return size;
}

static bool is_wire_version_error(const char *header, size_t size) {
    cJSON *object = cJSON_ParseWithLength(header, size);
    const cJSON *details = cJSON_GetObjectItemCaseSensitive(object, "details");
    const char *reason = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(details, "reason"));
    const cJSON *code = cJSON_GetObjectItemCaseSensitive(object, "code");
    bool good = cJSON_IsNumber(code) && code->valueint == VIGIE_UNIMPLEMENTED;
    good = good && reason && strcmp(reason, "WIRE_VERSION") == 0;
    cJSON_Delete(object);
    return good || complain("the header is %.*s", (int)size, header);
}

static bool wrong_wire_version(void) {
    const uint8_t request[16] = {2, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0};
    uint8_t reply[4096];
    int size = exchange(request, sizeof request, reply, sizeof reply);
    if (size < 16 || size > (int)sizeof reply) return complain("there is no answer");
    size_t header_size = (size_t)reply[14] << 8 | reply[15];
    if (reply[0] != 1 || reply[1] != 4 || memcmp(reply + 4, request + 4, 8) != 0 || header_size > (size_t)size - 16)
        return complain("the answer is no END of this call");
    return is_wire_version_error((const char *)reply + 16, header_size);
}

/* ---- Frames of vectors.json ---- */

static void send_frames(void *socket, const cJSON *frames) {
    const cJSON *frame;
    cJSON_ArrayForEach(frame, frames) {
        const char *text = frame->valuestring;
        size_t size = strlen(text) / 2;
        uint8_t *bytes = malloc(size + 1);
        if (!bytes) abort();
        for (size_t i = 0; i < size; i++) {
            char digits[3] = {text[2 * i], text[2 * i + 1], 0};
            bytes[i] = (uint8_t)strtoul(digits, NULL, 16);
        }
        zmq_send(socket, bytes, size, 0);
        free(bytes);
    }
}

static uint64_t big_endian(const uint8_t *bytes, size_t count) {
    uint64_t value = 0;
    for (size_t i = 0; i < count; i++) value = value << 8 | bytes[i];
    return value;
}

/* The number of a member, or another one where it is absent. */
static double number_of(const cJSON *object, const char *name, double otherwise) {
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsNumber(member) ? member->valuedouble : otherwise;
}

static const char *text_of(const cJSON *object, const char *name) {
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
}

static bool is_end_of(const uint8_t *text, size_t size, const cJSON *wanted) {
    cJSON *header = cJSON_ParseWithLength((const char *)text, size);
    const char *reason = text_of(cJSON_GetObjectItemCaseSensitive(header, "details"), "reason");
    const char *right = text_of(wanted, "reason");
    bool good = number_of(header, "code", 0) == number_of(wanted, "code", 0);
    good = good && (right && reason ? strcmp(right, reason) == 0 : right == reason);
    cJSON_Delete(header);
    return good || complain("the header is %.*s", (int)size, (const char *)text);
}

/* Receives a frame and compares it with what is wanted of it. */
static bool receives(void *socket, const cJSON *wanted) {
    static uint8_t frame[1 << 16];
    int count = zmq_recv(socket, frame, sizeof frame, 0);
    if (count < 16 || count > (int)sizeof frame) return complain("no frame came");
    size_t size = (size_t)count, header = (size_t)big_endian(frame + 12, 4);
    if (header > size - 16) return complain("the frame is cut off");
    if (frame[1] != number_of(wanted, "kind", 0) || frame[2] != number_of(wanted, "flags", 0) ||
        (double)big_endian(frame + 4, 8) != number_of(wanted, "callId", 0))
        return complain("kind %d, flags %d: %.*s", frame[1], frame[2], (int)header, (char *)frame + 16);
    if (cJSON_HasObjectItem(wanted, "code") && !is_end_of(frame + 16, header, wanted)) return false;
    const char *payload = text_of(wanted, "payload");
    size_t rest = size - 16 - header;
    if (payload && (strlen(payload) != rest || memcmp(payload, frame + 16 + header, rest) != 0))
        return complain("the payload is %.*s", (int)rest, (char *)frame + 16 + header);
    return true;
}

/* Plays a vector: its frames, the answers, what follows, and then a PONG shows that nothing else came. */
static bool play(const cJSON *vector) {
    const uint8_t ping[16] = {1, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 99};
    uint8_t pong[16] = {0};
    bool good = true;
    void *context = zmq_ctx_new(), *socket = bare_socket(context);
    send_frames(socket, cJSON_GetObjectItemCaseSensitive(vector, "send"));
    const cJSON *wanted;
    cJSON_ArrayForEach(wanted, cJSON_GetObjectItemCaseSensitive(vector, "expect")) {
        good = good && receives(socket, wanted);
    }
    send_frames(socket, cJSON_GetObjectItemCaseSensitive(vector, "then"));
    zmq_send(socket, ping, sizeof ping, 0);
    if (good && (zmq_recv(socket, pong, sizeof pong, 0) != sizeof pong || pong[1] != 8 || pong[11] != 99))
        good = complain("something came before the PONG: kind %d", pong[1]);
    zmq_close(socket);
    zmq_ctx_term(context);
    return good;
}

static cJSON *read_json(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) return NULL;
    size_t size = 0, room = 1 << 20;
    char *text = malloc(room);
    if (!text) abort();
    size = fread(text, 1, room, file);
    fclose(file);
    cJSON *json = cJSON_ParseWithLength(text, size);
    free(text);
    return json;
}

enum { MANY = 100 };

/* The first calls take longest, so that the replies come in another order than the calls. */
static bool interleaved_calls(void) {
    vigie_call *calls[MANY];
    bool good = true;
    for (int i = 0; i < MANY; i++) {
        char *request = format_text("{\"responseSize\":%d,\"delayMilliseconds\":%d}", i, MANY - i);
        calls[i] = begin(TEST "UnaryCall", request);
        free(request);
    }
    for (int i = 0; good && i < MANY; i++) good = next_payload_is(calls[i], i) && ends_with(calls[i], VIGIE_OK, NULL);
    for (int i = 0; i < MANY; i++) vigie_call_free(calls[i]);
    return good;
}

static bool is_serving(const char *reply) {
    cJSON *object = reply ? cJSON_Parse(reply) : NULL;
    const char *status = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, "status"));
    bool good = (status && strcmp(status, "SERVING") == 0) || complain("the status is %s", status ? status : "missing");
    cJSON_Delete(object);
    return good;
}

static bool watch_says_serving(void) {
    vigie_call *call = begin("vigie.health.v1/Watch", "{}");
    char *message = NULL;
    bool good = vigie_next(call, &message) == VIGIE_NEXT_MESSAGE ? is_serving(message)
                                                                 : error_is(vigie_call_error(call), VIGIE_OK, NULL);
    free(message);
    vigie_call_free(call);
    return good;
}

/* The test service offers Watch alone, other services Check too. */
static bool health(void) {
    vigie_error error;
    char *reply = unary("vigie.health.v1/Check", "{}", &error);
    bool good = reply || error_is(&error, VIGIE_UNIMPLEMENTED, NULL);
    if (reply) good = is_serving(reply);
    else if (good) good = watch_says_serving();
    free(reply);
    vigie_error_clear(&error);
    return good;
}

static const char *shape_of(const cJSON *methods, const char *name) {
    const cJSON *method;
    cJSON_ArrayForEach(method, methods) {
        const char *found = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(method, "name"));
        if (found && strcmp(found, name) == 0)
            return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(method, "shape"));
    }
    return NULL;
}

static bool reflection(void) {
    char *reply = unary("vigie.reflection.v1/ListMethods", "{}", NULL);
    cJSON *object = reply ? cJSON_Parse(reply) : NULL;
    const char *shape = shape_of(cJSON_GetObjectItemCaseSensitive(object, "methods"), TEST "StreamingOutputCall");
    bool good = (shape && strcmp(shape, "server-streaming") == 0) || complain("the shape is %s", shape ? shape : "missing");
    cJSON_Delete(object);
    free(reply);
    return good;
}

/* ---- The run ---- */

static const struct {
    const char *name;
    bool (*run)(void);
} cases[] = {
    {"empty unary call", empty_unary},
    {"large unary call", large_unary},
    {"status code and special message", status_and_message},
    {"unimplemented method", unimplemented_method},
    {"server streaming", server_streaming},
    {"client streaming", client_streaming},
    {"sending under credit", sending_under_credit},
    {"ping-pong", ping_pong},
    {"empty stream", empty_stream},
    {"no message after the half-close", send_after_half_close},
    {"custom metadata", custom_metadata},
    {"deadline exceeded", deadline_exceeded},
    {"deadline passed already", deadline_passed_already},
    {"cancel after the first response", cancel_after_first_response},
    {"cancel reaches the server", cancel_reaches_the_server},
    {"error details", error_details},
    {"a stream read slowly under credit", slow_reading},
    {"messages above the credit in bytes", messages_above_the_credit},
    {"role refused", role_refused},
    {"unknown key refused", unknown_key_refused},
    {"wrong wire version", wrong_wire_version},
    {"a hundred interleaved calls", interleaved_calls},
    {"health: Check, or Watch where that is all", health},
    {"reflection", reflection},
    {"wrong server key", wrong_server_key},
};

static bool told(const char *kind, const char *name, bool good) {
    if (good) printf("passed  %s%s\n", kind, name);
    else printf("FAILED  %s%s: %s\n", kind, name, test.complaint);
    fflush(stdout);
    strcpy(test.complaint, "no particulars");
    return good;
}

int main(int count, char **arguments) {
    if (count != 4 && count != 5) {
        fprintf(stderr, "usage: conformance SERVER SERVER_KEY CLIENT_SECRET_KEY [VECTORS]\n");
        return 2;
    }
    strcpy(test.complaint, "no particulars");
    test.endpoint = arguments[1];
    test.server_key = arguments[2];
    test.secret_key = arguments[3];
    vigie_error error;
    test.connection = vigie_connect(test.endpoint, test.server_key, test.secret_key, &error);
    if (!test.connection) {
        fprintf(stderr, "%s\n", error.message ? error.message : "no connection");
        vigie_error_clear(&error);
        return 2;
    }
    int passed = 0, failed = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (told("", cases[i].name, cases[i].run())) passed++;
        else failed++;
    }
    if (count == 5) {
        cJSON *json = read_json(arguments[4]);
        const cJSON *vector, *vectors = cJSON_GetObjectItemCaseSensitive(json, "vectors");
        if (!cJSON_IsArray(vectors)) failed++;
        cJSON_ArrayForEach(vector, vectors) {
            if (told("vector: ", text_of(vector, "name"), play(vector))) passed++;
            else failed++;
        }
        cJSON_Delete(json);
    }
    vigie_close(test.connection);
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0;
}
