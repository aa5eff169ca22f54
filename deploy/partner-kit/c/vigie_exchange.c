#include "vigie_exchange.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SERVICE "vigie.exchange.v1/"
#define KEY_METADATA "vigie-idempotency-key"

enum {
    TIMEOUT_MS = 30000,
    FIRST_PAUSE_MS = 100,
    LONGEST_PAUSE_MS = 2000,
    READ_AHEAD = 100,
    ACKNOWLEDGE_EVERY_MS = 1000,
    REPLAY_WAIT_MS = 1000,
    RANDOM_BYTES = 16,
    RANDOM_SIZE = 2 * RANDOM_BYTES + 1
};

struct vigie_exchange {
    vigie_connection *connection;
    int64_t timeout_ms;
    vigie_error error;
};

/* ---- Small helpers ---- */

static int64_t now_ms(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static int64_t least(int64_t a, int64_t b) {
    return a < b ? a : b;
}

static int64_t most(int64_t a, int64_t b) {
    return a > b ? a : b;
}

static void pause_ms(int64_t duration) {
    struct timespec time = {.tv_sec = (time_t)(duration / 1000), .tv_nsec = (long)(duration % 1000 * 1000000)};
    while (nanosleep(&time, &time) != 0 && errno == EINTR) continue;
}

static char *copy_text(const char *text) {
    size_t size = strlen(text) + 1;
    char *copy = malloc(size);
    return copy ? memcpy(copy, text, size) : NULL;
}

/* Ends a function as failed; returns the code. */
static int fail(vigie_exchange *exchange, int code, const char *message) {
    vigie_error_clear(&exchange->error);
    exchange->error.code = code;
    exchange->error.message = copy_text(message);
    return code;
}

static int fail_memory(vigie_exchange *exchange) {
    return fail(exchange, VIGIE_RESOURCE_EXHAUSTED, "no memory");
}

static int fail_reply(vigie_exchange *exchange) {
    return fail(exchange, VIGIE_INTERNAL, "the exchange's reply is not of the form that was agreed on");
}

static int fail_argument(vigie_exchange *exchange, const char *message) {
    return fail(exchange, VIGIE_INVALID_ARGUMENT, message);
}

static bool read_random(uint8_t *bytes, size_t size) {
    int file = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    size_t have = 0;
    while (have < size) {
        ssize_t got = read(file, bytes + have, size - have);
        if (got > 0) have += (size_t)got;
        else if (got == 0 || errno != EINTR) break;
    }
    close(file);
    return have == size;
}

/* Makes a random name of RANDOM_SIZE - 1 hexadecimal digits. */
static bool random_name(char *to) {
    uint8_t bytes[RANDOM_BYTES];
    if (!read_random(bytes, sizeof bytes)) return false;
    for (size_t i = 0; i < sizeof bytes; i++) snprintf(to + 2 * i, 3, "%02x", bytes[i]);
    return true;
}

/* ---- JSON ---- */

static const char *text_in(const cJSON *object, const char *name) {
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
}

static bool flag_in(const cJSON *object, const char *name) {
    return cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(object, name));
}

static bool number_in(const cJSON *object, const char *name, int64_t *to) {
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);
    if (!cJSON_IsNumber(member) || !(member->valuedouble > -9e15 && member->valuedouble < 9e15)) return false;
    *to = (int64_t)member->valuedouble;
    return true;
}

static bool add_text(cJSON *object, const char *name, const char *text) {
    return cJSON_AddStringToObject(object, name, text) != NULL;
}

static bool add_number(cJSON *object, const char *name, int64_t value) {
    return cJSON_AddNumberToObject(object, name, (double)value) != NULL;
}

/* Adds what was chosen; 0 or NULL leaves the choice to the exchange. */
static bool add_chosen_number(cJSON *object, const char *name, int64_t value) {
    return value == 0 || add_number(object, name, value);
}

static bool add_chosen_text(cJSON *object, const char *name, const char *text) {
    return !text || add_text(object, name, text);
}

static bool add_texts(cJSON *object, const char *name, const vigie_texts *texts) {
    cJSON *list = cJSON_AddArrayToObject(object, name);
    for (size_t i = 0; list && i < texts->count; i++) {
        cJSON *item = cJSON_CreateString(texts->items[i]);
        if (item && cJSON_AddItemToArray(list, item)) continue;
        cJSON_Delete(item);
        return false;
    }
    return list != NULL;
}

/* Adds an object to a list, or to nothing; returns it. */
static cJSON *add_object(cJSON *list) {
    cJSON *object = cJSON_CreateObject();
    if (object && list && cJSON_AddItemToArray(list, object)) return object;
    cJSON_Delete(object);
    return NULL;
}

/* ---- Calls ---- */

/* How long to wait before another try, or -1 if there is none. */
static int64_t pause_before_retry(const vigie_error *error, int64_t pause) {
    int64_t delay = error->retry_delay_ms;
    if (error->code == VIGIE_UNAVAILABLE) return most(delay, pause);
    return error->code == VIGIE_RESOURCE_EXHAUSTED && delay >= 0 ? most(delay, FIRST_PAUSE_MS) : -1;
}

static char *call_until(vigie_exchange *exchange, const char *method, const char *request, const char *key,
                        int64_t deadline) {
    vigie_metadata metadata = {.name = KEY_METADATA, .value = key};
    for (int64_t pause = FIRST_PAUSE_MS;; pause = least(2 * pause, LONGEST_PAUSE_MS)) {
        vigie_error_clear(&exchange->error);
        char *reply = vigie_unary(exchange->connection, method, request, deadline - now_ms(), &metadata, key ? 1 : 0,
                                  &exchange->error);
        if (reply) return reply;
        int64_t wait = pause_before_retry(&exchange->error, pause);
        if (wait < 0 || wait >= deadline - now_ms()) return NULL;
        pause_ms(wait);
    }
}

/* Makes a call and takes the request over, which is complete if `good`. Returns the reply, an object that the caller
 * deletes, or NULL when the exchange's error tells why. */
static cJSON *call(vigie_exchange *exchange, const char *method, cJSON *request, bool good, const char *key,
                   int64_t extra_ms) {
    char *text = request && good ? cJSON_PrintUnformatted(request) : NULL;
    cJSON_Delete(request);
    if (!text) {
        fail_memory(exchange);
        return NULL;
    }
    char *answer = call_until(exchange, method, text, key, now_ms() + exchange->timeout_ms + extra_ms);
    cJSON_free(text);
    if (!answer) return NULL;
    cJSON *reply = cJSON_Parse(answer);
    free(answer);
    if (cJSON_IsObject(reply)) return reply;
    cJSON_Delete(reply);
    fail_reply(exchange);
    return NULL;
}

/* The same for a call that changes something; a NULL key stands for a random one. */
static cJSON *call_once(vigie_exchange *exchange, const char *method, cJSON *request, bool good, const char *key) {
    char random[RANDOM_SIZE];
    if (key || random_name(random)) return call(exchange, method, request, good, key ? key : random, 0);
    cJSON_Delete(request);
    fail(exchange, VIGIE_INTERNAL, "there are no random numbers");
    return NULL;
}

/* ---- The exchange ---- */

vigie_exchange *vigie_exchange_open(const char *endpoint, const char *server_key, const char *client_secret_key,
                                    vigie_error *error) {
    vigie_connection *connection = vigie_connect(endpoint, server_key, client_secret_key, error);
    if (!connection) return NULL;
    vigie_exchange *exchange = calloc(1, sizeof *exchange);
    if (!exchange) {
        vigie_close(connection);
        if (error) error->code = VIGIE_RESOURCE_EXHAUSTED;
        return NULL;
    }
    exchange->connection = connection;
    exchange->timeout_ms = TIMEOUT_MS;
    exchange->error.retry_delay_ms = -1;
    return exchange;
}

void vigie_exchange_close(vigie_exchange *exchange) {
    if (!exchange) return;
    vigie_close(exchange->connection);
    vigie_error_clear(&exchange->error);
    free(exchange);
}

void vigie_exchange_set_timeout(vigie_exchange *exchange, int64_t milliseconds) {
    exchange->timeout_ms = least(milliseconds, VIGIE_LONGEST_TIMEOUT_MS - VIGIE_LONGEST_WAIT_MS);
}

const vigie_error *vigie_exchange_error(const vigie_exchange *exchange) {
    return &exchange->error;
}

/* ---- Subscriptions ---- */

static bool add_start(cJSON *request, const char *from, int64_t sequence, const char *time) {
    if (!from) return true;
    cJSON *start = cJSON_AddObjectToObject(request, "start");
    bool by_sequence = strcmp(from, "sequence") == 0, by_time = strcmp(from, "time") == 0;
    return start && add_text(start, "from", from) && (!by_sequence || add_number(start, "sequence", sequence)) &&
           (!by_time || add_chosen_text(start, "time", time));
}

static bool add_subscription(cJSON *request, const vigie_subscription *wanted) {
    return add_text(request, "name", wanted->name) && add_texts(request, "types", &wanted->types) &&
           add_texts(request, "territories", &wanted->territories) &&
           add_start(request, wanted->from, wanted->from_sequence, wanted->from_time) &&
           cJSON_AddBoolToObject(request, "ordered", wanted->ordered) &&
           add_chosen_number(request, "leaseMilliseconds", wanted->lease_ms) &&
           add_chosen_number(request, "maxAttempts", wanted->max_attempts) &&
           add_chosen_number(request, "backoffMilliseconds", wanted->backoff_ms) &&
           add_chosen_number(request, "delayMilliseconds", wanted->delay_ms) &&
           add_chosen_number(request, "timeToLiveMilliseconds", wanted->time_to_live_ms);
}

int vigie_exchange_subscribe(vigie_exchange *exchange, const vigie_subscription *wanted, bool *existed) {
    if (existed) *existed = false;
    if (!wanted->name) return fail_argument(exchange, "a subscription needs a name");
    cJSON *request = cJSON_CreateObject();
    bool good = request && add_subscription(request, wanted);
    cJSON *reply = call_once(exchange, SERVICE "CreateSubscription", request, good, NULL);
    if (!reply) return exchange->error.code;
    if (existed) *existed = flag_in(reply, "existed");
    cJSON_Delete(reply);
    return VIGIE_OK;
}

int vigie_exchange_unsubscribe(vigie_exchange *exchange, const char *name, bool *existed) {
    if (existed) *existed = false;
    cJSON *request = cJSON_CreateObject();
    bool good = request && add_text(request, "name", name);
    cJSON *reply = call_once(exchange, SERVICE "DeleteSubscription", request, good, NULL);
    if (!reply) return exchange->error.code;
    if (existed) *existed = flag_in(reply, "existed");
    cJSON_Delete(reply);
    return VIGIE_OK;
}

static bool drained_in(const cJSON *subscriptions, const char *name, bool *drained) {
    const cJSON *one;
    cJSON_ArrayForEach(one, subscriptions) {
        const char *found = text_in(one, "name");
        if (!found || strcmp(found, name) != 0) continue;
        int64_t backlog, waiting, in_flight;
        if (!number_in(one, "backlog", &backlog) || !number_in(one, "waiting", &waiting) ||
            !number_in(one, "inFlight", &in_flight))
            return false;
        *drained = backlog + waiting + in_flight == 0;
        return true;
    }
    *drained = true;
    return true;
}

/* Stores whether nothing of a subscription is left to be delivered or answered. */
static int is_drained(vigie_exchange *exchange, const char *name, bool *drained) {
    *drained = false;
    cJSON *reply = call(exchange, SERVICE "ListSubscriptions", cJSON_CreateObject(), true, NULL, 0);
    if (!reply) return exchange->error.code;
    bool good = drained_in(cJSON_GetObjectItemCaseSensitive(reply, "subscriptions"), name, drained);
    cJSON_Delete(reply);
    return good ? VIGIE_OK : fail_reply(exchange);
}

/* ---- Taking messages ---- */

void vigie_batch_clear(vigie_batch *batch) {
    for (size_t i = 0; i < batch->count; i++) {
        free(batch->messages[i].token);
        free(batch->messages[i].event);
    }
    free(batch->messages);
    free(batch->gap.refetch);
    free(batch->gap.token);
    *batch = (vigie_batch){0};
}

static bool is_message(const cJSON *item) {
    int64_t number;
    return text_in(item, "token") && text_in(item, "event") && number_in(item, "attempt", &number) &&
           number_in(item, "sequence", &number);
}

static bool is_batch(const cJSON *reply) {
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(reply, "messages"), *item;
    if (!cJSON_IsArray(list)) return false;
    cJSON_ArrayForEach(item, list) if (!is_message(item)) return false;
    const cJSON *gap = cJSON_GetObjectItemCaseSensitive(reply, "gap");
    int64_t number;
    return !gap || cJSON_IsNull(gap) || (number_in(gap, "from", &number) && number_in(gap, "through", &number));
}

static bool copy_message(vigie_message *to, const cJSON *item) {
    number_in(item, "attempt", &to->attempt);
    number_in(item, "sequence", &to->sequence);
    to->token = copy_text(text_in(item, "token"));
    to->event = copy_text(text_in(item, "event"));
    return to->token && to->event;
}

static bool copy_messages(vigie_batch *batch, const cJSON *list) {
    size_t count = (size_t)cJSON_GetArraySize(list);
    if (count == 0) return true;
    batch->messages = calloc(count, sizeof *batch->messages);
    if (!batch->messages) return false;
    const cJSON *item;
    cJSON_ArrayForEach(item, list) if (!copy_message(&batch->messages[batch->count++], item)) return false;
    return true;
}

static bool copy_gap(vigie_batch *batch, const cJSON *gap) {
    batch->has_gap = cJSON_IsObject(gap);
    if (!batch->has_gap) return true;
    number_in(gap, "from", &batch->gap.from);
    number_in(gap, "through", &batch->gap.through);
    const char *refetch = text_in(gap, "refetch");
    batch->gap.refetch = copy_text(refetch ? refetch : "");
    const char *token = text_in(gap, "token");
    batch->gap.token = copy_text(token ? token : "");
    return batch->gap.refetch && batch->gap.token;
}

static int copy_batch(vigie_exchange *exchange, vigie_batch *batch, const cJSON *reply) {
    if (!is_batch(reply)) return fail_reply(exchange);
    if (copy_messages(batch, cJSON_GetObjectItemCaseSensitive(reply, "messages")) &&
        copy_gap(batch, cJSON_GetObjectItemCaseSensitive(reply, "gap")))
        return VIGIE_OK;
    vigie_batch_clear(batch);
    return fail_memory(exchange);
}

int vigie_exchange_pull(vigie_exchange *exchange, const char *subscription, size_t count, int64_t wait_ms,
                        vigie_batch *batch) {
    *batch = (vigie_batch){0};
    if (count < 1 || count > VIGIE_MOST_MESSAGES || wait_ms < 0 || wait_ms > VIGIE_LONGEST_WAIT_MS)
        return fail_argument(exchange, "at most 1,000 messages are taken at once, and waited for 60 s");
    cJSON *request = cJSON_CreateObject();
    bool good = request && add_text(request, "subscription", subscription) &&
                add_number(request, "maxMessages", (int64_t)count) && add_number(request, "waitMilliseconds", wait_ms);
    cJSON *reply = call(exchange, SERVICE "PullMessages", request, good, NULL, wait_ms);
    if (!reply) return exchange->error.code;
    int code = copy_batch(exchange, batch, reply);
    cJSON_Delete(reply);
    return code;
}

/* ---- Answering deliveries ---- */

/* Sends answers; takes the request over, which is complete if `good`. */
static int settle(vigie_exchange *exchange, cJSON *request, bool good, size_t *stale_count) {
    *stale_count = 0;
    cJSON *reply = call(exchange, SERVICE "SettleMessages", request, good, NULL, 0);
    if (!reply) return exchange->error.code;
    const cJSON *stale = cJSON_GetObjectItemCaseSensitive(reply, "stale");
    bool agreed = cJSON_IsArray(stale);
    if (agreed) *stale_count = (size_t)cJSON_GetArraySize(stale);
    cJSON_Delete(reply);
    return agreed ? VIGIE_OK : fail_reply(exchange);
}

static int settle_one(vigie_exchange *exchange, cJSON *request, bool good, bool *stale) {
    size_t count;
    int code = settle(exchange, request, good, &count);
    if (stale) *stale = count > 0;
    return code;
}

/* Begins a request with one answer about one delivery; stores the answer, to which more may be added, or NULL. */
static cJSON *one_answer(const char *subscription, const char *kind, const char *token, cJSON **answer) {
    *answer = NULL;
    cJSON *request = cJSON_CreateObject();
    if (!request || !add_text(request, "subscription", subscription)) return request;
    *answer = add_object(cJSON_AddArrayToObject(request, kind));
    if (*answer && !add_text(*answer, "token", token)) *answer = NULL;
    return request;
}

int vigie_exchange_acknowledge(vigie_exchange *exchange, const char *subscription, const char *token, bool *stale) {
    size_t count;
    int code = vigie_exchange_acknowledge_all(exchange, subscription, &(vigie_texts){1, &token}, &count);
    if (stale) *stale = count > 0;
    return code;
}

int vigie_exchange_acknowledge_all(vigie_exchange *exchange, const char *subscription, const vigie_texts *tokens,
                                   size_t *stale_count) {
    size_t ignored;
    cJSON *request = cJSON_CreateObject();
    bool good = request && add_text(request, "subscription", subscription) && add_texts(request, "acknowledge", tokens);
    return settle(exchange, request, good, stale_count ? stale_count : &ignored);
}

int vigie_exchange_retry(vigie_exchange *exchange, const char *subscription, const char *token, int64_t delay_ms,
                         bool *stale) {
    cJSON *answer, *request = one_answer(subscription, "retry", token, &answer);
    bool good = answer && (delay_ms < 0 || add_number(answer, "delayMilliseconds", delay_ms));
    return settle_one(exchange, request, good, stale);
}

int vigie_exchange_terminate(vigie_exchange *exchange, const char *subscription, const char *token, const char *reason,
                             bool *stale) {
    cJSON *answer, *request = one_answer(subscription, "terminate", token, &answer);
    bool good = answer && add_text(answer, "reason", reason);
    return settle_one(exchange, request, good, stale);
}

int vigie_exchange_extend(vigie_exchange *exchange, const char *subscription, const char *token, int64_t milliseconds,
                          bool *stale) {
    cJSON *answer, *request = one_answer(subscription, "extend", token, &answer);
    bool good = answer && add_number(answer, "milliseconds", milliseconds);
    return settle_one(exchange, request, good, stale);
}

/* ---- Reading ---- */

/* A reading: the messages that the reader is done with wait for their acknowledgement. */
typedef struct {
    vigie_exchange *exchange;
    const char *subscription;
    const vigie_reader *reader;
    const char *done[READ_AHEAD];
    size_t done_count;
    int64_t acknowledged_at;
} read_loop;

static int acknowledge_done(read_loop *loop) {
    loop->acknowledged_at = now_ms();
    if (loop->done_count == 0) return VIGIE_OK;
    vigie_texts tokens = {loop->done_count, loop->done};
    loop->done_count = 0;
    size_t stale;
    int code = vigie_exchange_acknowledge_all(loop->exchange, loop->subscription, &tokens, &stale);
    if (stale > 0 && loop->reader->stale) loop->reader->stale(loop->reader->context, stale);
    return code;
}

/* Gives the messages back that the reader is not done with. */
static int give_back(read_loop *loop, const vigie_message *messages, size_t count) {
    cJSON *request = cJSON_CreateObject(), *list = NULL;
    bool good = request && add_text(request, "subscription", loop->subscription) &&
                (list = cJSON_AddArrayToObject(request, "retry")) != NULL;
    for (size_t i = 0; good && i < count; i++) {
        cJSON *answer = add_object(list);
        good = answer && add_text(answer, "token", messages[i].token);
    }
    size_t stale;
    int code = settle(loop->exchange, request, good, &stale);
    return code != VIGIE_OK ? code : fail(loop->exchange, VIGIE_CANCELLED, "the reader was not done with a message");
}

/* Tells a gap, and that it was told. */
static int read_gap(read_loop *loop, const vigie_gap *gap) {
    if (loop->reader->gap) loop->reader->gap(loop->reader->context, gap);
    const char *token = gap->token;
    if (!*token) return VIGIE_OK;
    return vigie_exchange_acknowledge_all(loop->exchange, loop->subscription, &(vigie_texts){1, &token}, NULL);
}

static int read_batch(read_loop *loop, const vigie_batch *batch) {
    const vigie_reader *reader = loop->reader;
    int told = batch->has_gap ? read_gap(loop, &batch->gap) : VIGIE_OK;
    if (told != VIGIE_OK) return told;
    for (size_t i = 0; i < batch->count; i++) {
        bool done = reader->message(reader->context, &batch->messages[i]);
        if (done) loop->done[loop->done_count++] = batch->messages[i].token;
        bool due = !done || i + 1 == batch->count || now_ms() - loop->acknowledged_at >= ACKNOWLEDGE_EVERY_MS;
        int code = due ? acknowledge_done(loop) : VIGIE_OK;
        if (code != VIGIE_OK) return code;
        if (!done) return give_back(loop, batch->messages + i, batch->count - i);
    }
    return VIGIE_OK;
}

/* Takes a batch and has it read; stores whether there was anything. */
static int read_some(read_loop *loop, int64_t wait_ms, bool *some) {
    vigie_batch batch;
    int code = vigie_exchange_pull(loop->exchange, loop->subscription, READ_AHEAD, wait_ms, &batch);
    *some = batch.count > 0 || batch.has_gap;
    loop->acknowledged_at = now_ms();
    if (code == VIGIE_OK && batch.count > READ_AHEAD) code = fail_reply(loop->exchange);
    if (code == VIGIE_OK) code = read_batch(loop, &batch);
    vigie_batch_clear(&batch);
    return code;
}

int vigie_exchange_read(vigie_exchange *exchange, const char *subscription, int64_t idle_ms, const vigie_reader *reader) {
    read_loop loop = {.exchange = exchange, .subscription = subscription, .reader = reader};
    int64_t idle_at = now_ms() + idle_ms;
    for (;;) {
        int64_t left = idle_at - now_ms();
        bool some;
        int code = read_some(&loop, most(left, 0), &some);
        if (code != VIGIE_OK) return code;
        if (some) idle_at = now_ms() + idle_ms;
        else if (now_ms() >= idle_at) return VIGIE_OK;
    }
}

static int begin_replay(vigie_exchange *exchange, const char *name, const vigie_range *range) {
    cJSON *request = cJSON_CreateObject();
    bool good = request && add_text(request, "name", name) && add_texts(request, "types", &range->types) &&
                add_start(request, "sequence", range->from, NULL) &&
                add_chosen_number(request, "through", range->through) &&
                add_chosen_number(request, "messagesPerSecond", range->messages_per_second);
    cJSON *reply = call_once(exchange, SERVICE "ReplayMessages", request, good, NULL);
    if (!reply) return exchange->error.code;
    cJSON_Delete(reply);
    return VIGIE_OK;
}

/* Reads until nothing is left: with a rate, or after a lost batch, there are times without a message before the end. */
static int read_until_drained(read_loop *loop) {
    int64_t wait_ms = 0;
    bool some, drained = false;
    while (!drained) {
        int code = read_some(loop, wait_ms, &some);
        if (code == VIGIE_OK && !some) code = is_drained(loop->exchange, loop->subscription, &drained);
        if (code != VIGIE_OK) return code;
        wait_ms = some ? 0 : REPLAY_WAIT_MS;
    }
    return VIGIE_OK;
}

/* Ends the scratch subscription without losing the error of the reading. */
static int end_replay(vigie_exchange *exchange, const char *name, int code) {
    vigie_error error = exchange->error;
    exchange->error = (vigie_error){.retry_delay_ms = -1};
    vigie_exchange_unsubscribe(exchange, name, NULL);
    vigie_error_clear(&exchange->error);
    exchange->error = error;
    return code;
}

int vigie_exchange_replay(vigie_exchange *exchange, const vigie_range *range, const vigie_reader *reader) {
    char random[RANDOM_SIZE], name[sizeof "replay-" + RANDOM_SIZE];
    if (!random_name(random)) return fail(exchange, VIGIE_INTERNAL, "there are no random numbers");
    snprintf(name, sizeof name, "replay-%s", random);
    int code = begin_replay(exchange, name, range);
    if (code != VIGIE_OK) return code;
    read_loop loop = {.exchange = exchange, .subscription = name, .reader = reader};
    return end_replay(exchange, name, read_until_drained(&loop));
}

/* ---- Submissions ---- */

static bool add_row(cJSON *list, const vigie_texts *columns, const char *const *cells) {
    cJSON *row = add_object(list);
    for (size_t i = 0; row && i < columns->count; i++)
        if (cells[i] && cells[i][0] && !add_text(row, columns->items[i], cells[i])) return false;
    return row != NULL;
}

static bool add_rows(cJSON *request, const vigie_rows *rows) {
    cJSON *list = cJSON_AddArrayToObject(request, "rows");
    for (size_t i = 0; i < rows->row_count; i++)
        if (!add_row(list, &rows->columns, rows->cells + i * rows->columns.count)) return false;
    return list != NULL;
}

int vigie_exchange_ask(vigie_exchange *exchange, const char *question, const char *request, char **reply) {
    static const char *const questions[] = {"ListStructures", "ListAgreements", "ListMeetings", "GetPublished"};
    *reply = NULL;
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        if (strcmp(question, questions[i]) != 0) continue;
        char method[64];
        snprintf(method, sizeof method, SERVICE "%s", question);
        *reply = call_until(exchange, method, request, NULL, now_ms() + exchange->timeout_ms);
        return *reply ? VIGIE_OK : exchange->error.code;
    }
    return fail_argument(exchange, "there is no such question");
}

static bool add_schema(cJSON *request, const char *file) {
    char schema[256];
    int size = snprintf(schema, sizeof schema, "urn:vigie:file:%s:1", file);
    return size > 0 && (size_t)size < sizeof schema && add_text(request, "schema", schema);
}

int vigie_exchange_submit(vigie_exchange *exchange, const vigie_rows *rows, int64_t *submission, bool *duplicate) {
    *submission = 0;
    if (duplicate) *duplicate = false;
    if (rows->row_count < 1 || rows->row_count > VIGIE_MOST_ROWS)
        return fail_argument(exchange, "a submission has 1 to 1,000 rows");
    if (strlen(rows->file) > 100) return fail_argument(exchange, "there is no fact file with a name so long");
    cJSON *request = cJSON_CreateObject();
    bool good = request && add_schema(request, rows->file) && add_rows(request, rows) &&
                cJSON_AddBoolToObject(request, "fictitious", rows->fictitious);
    cJSON *reply = call_once(exchange, SERVICE "SubmitFacts", request, good, rows->key);
    if (!reply) return exchange->error.code;
    bool agreed = number_in(reply, "submission", submission);
    if (duplicate) *duplicate = flag_in(reply, "duplicate");
    cJSON_Delete(reply);
    return agreed ? VIGIE_OK : fail_reply(exchange);
}

static void clear_remarks(vigie_remarks *remarks) {
    for (size_t i = 0; i < remarks->count; i++) {
        vigie_remark *remark = &remarks->items[i];
        free(remark->column);
        free(remark->value);
        free(remark->code);
        free(remark->text);
        free(remark->text_fr);
    }
    free(remarks->items);
}

void vigie_outcome_clear(vigie_outcome *outcome) {
    clear_remarks(&outcome->refused);
    clear_remarks(&outcome->findings);
    free(outcome->reason);
    *outcome = (vigie_outcome){.state = VIGIE_SUBMISSION_PENDING};
}

/* Copies a text member; one that is absent is an empty text. */
static char *copy_member(const cJSON *object, const char *name) {
    const char *text = text_in(object, name);
    return copy_text(text ? text : "");
}

static bool copy_remark(vigie_remark *to, const cJSON *item) {
    number_in(item, "row", &to->row);
    to->column = copy_member(item, "column");
    to->value = copy_member(item, "value");
    to->code = copy_member(item, "code");
    to->text = copy_member(item, "text");
    to->text_fr = copy_member(item, "textFR");
    return to->column && to->value && to->code && to->text && to->text_fr;
}

static bool copy_remarks(vigie_remarks *to, const cJSON *list) {
    size_t count = (size_t)cJSON_GetArraySize(list);
    if (count == 0) return true;
    to->items = calloc(count, sizeof *to->items);
    if (!to->items) return false;
    const cJSON *item;
    cJSON_ArrayForEach(item, list) if (!copy_remark(&to->items[to->count++], item)) return false;
    return true;
}

static bool copy_outcome(vigie_outcome *to, const cJSON *outcome) {
    if (!cJSON_IsObject(outcome)) return true;
    number_in(outcome, "loaded", &to->loaded);
    number_in(outcome, "unchanged", &to->unchanged);
    const char *reason = text_in(outcome, "reason");
    to->reason = reason ? copy_text(reason) : NULL;
    return (!reason || to->reason) && copy_remarks(&to->refused, cJSON_GetObjectItemCaseSensitive(outcome, "refused")) &&
           copy_remarks(&to->findings, cJSON_GetObjectItemCaseSensitive(outcome, "findings"));
}

static bool read_state(vigie_submission_state *to, const char *state) {
    static const char *const states[] = {"pending", "accepted", "refused", "dead"};
    for (size_t i = 0; state && i < sizeof states / sizeof *states; i++) {
        if (strcmp(state, states[i]) != 0) continue;
        *to = (vigie_submission_state)i;
        return true;
    }
    return false;
}

static int ask_outcome(vigie_exchange *exchange, int64_t submission, vigie_outcome *outcome) {
    cJSON *request = cJSON_CreateObject();
    bool good = request && add_number(request, "submission", submission);
    cJSON *reply = call(exchange, SERVICE "GetSubmission", request, good, NULL, 0);
    if (!reply) return exchange->error.code;
    bool agreed = read_state(&outcome->state, text_in(reply, "state"));
    bool copied = agreed && copy_outcome(outcome, cJSON_GetObjectItemCaseSensitive(reply, "outcome"));
    cJSON_Delete(reply);
    if (copied) return VIGIE_OK;
    vigie_outcome_clear(outcome);
    return agreed ? fail_memory(exchange) : fail_reply(exchange);
}

int vigie_exchange_outcome(vigie_exchange *exchange, int64_t submission, int64_t wait_ms, vigie_outcome *outcome) {
    *outcome = (vigie_outcome){.state = VIGIE_SUBMISSION_PENDING};
    int64_t deadline = now_ms() + least(wait_ms, INT32_MAX);
    for (int64_t pause = FIRST_PAUSE_MS;; pause = least(2 * pause, LONGEST_PAUSE_MS)) {
        int code = ask_outcome(exchange, submission, outcome);
        int64_t left = deadline - now_ms();
        if (code != VIGIE_OK || outcome->state != VIGIE_SUBMISSION_PENDING || left <= 0) return code;
        pause_ms(least(pause, left));
    }
}
