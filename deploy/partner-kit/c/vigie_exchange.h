/* A partner's client for Vigie's exchange, on top of vigie_rpc.h: subscribe and acknowledge, submit and wait, replay.
 *
 * Outcomes: a function returns VIGIE_OK or the code with which it failed; vigie_exchange_error then tells more. What a
 * function stores in its results is empty when it failed.
 *
 * Retries: a call that ends as UNAVAILABLE is made again after a pause, and one that ends as RESOURCE_EXHAUSTED after
 * the delay that the exchange named, until the timeout has passed. Calls that change something carry an idempotency key
 * that stays the same in all tries, so that they change it once.
 *
 * Threads: an exchange and all that is done with it belong to one thread at a time; nothing goes on between two
 * functions, and a program may stay away as long as it likes (but see leases at vigie_exchange_pull).
 *
 * Memory: arguments are only read during the function, never kept. A batch or an outcome that a function has filled
 * belongs to the caller, with all its texts, and is emptied with its clear function; before it is filled again too.
 * What the exchange hands to a callback is valid during the callback. All texts are UTF-8 and end with a NUL.
 */
#ifndef VIGIE_EXCHANGE_H
#define VIGIE_EXCHANGE_H

#include "vigie_rpc.h"

#include <stdbool.h>

/* The most rows of a submission, and messages of a batch. */
#define VIGIE_MOST_ROWS 1000
#define VIGIE_MOST_MESSAGES 1000

/* The longest wait of a pull. */
#define VIGIE_LONGEST_WAIT_MS 60000

typedef struct vigie_exchange vigie_exchange;

/* Some texts, such as {2, (const char *const[]){"vigie.senacs.", "vigie.training."}}. */
typedef struct {
    size_t count;
    const char *const *items;
} vigie_texts;

/* ---- The exchange ---- */

/* Makes a client of the exchange at "tcp://host:port"; both keys are 40 characters of Z85. It does not wait for the
 * handshake. Returns NULL and fills `error` (which may be NULL, and is otherwise cleared with vigie_error_clear) if the
 * arguments are unusable; the caller ends what it gets with vigie_exchange_close. */
vigie_exchange *vigie_exchange_open(const char *endpoint, const char *server_key, const char *client_secret_key,
                                    vigie_error *error);

/* Ends the client and frees it. NULL is allowed. */
void vigie_exchange_close(vigie_exchange *exchange);

/* How long each function may take with all its tries; 30 s at first. What a function waits for by its own arguments
 * comes on top. */
void vigie_exchange_set_timeout(vigie_exchange *exchange, int64_t milliseconds);

/* How the last function failed, its code being VIGIE_OK if it did not. It belongs to the exchange and is valid until the
 * next function. */
const vigie_error *vigie_exchange_error(const vigie_exchange *exchange);

/* ---- Subscriptions ---- */

/* A durable subscription. What is left as 0 or NULL stands for the exchange's own choice, which is told in brackets. */
typedef struct {
    const char *name;        /* 1 to 64 of a-z 0-9 - _ . */
    vigie_texts types;       /* beginnings of the types wanted [all] */
    vigie_texts territories; /* codes of communes, 69M, 69D or 69 [all that the key sees] */
    const char *from;        /* earliest, latest, sequence or time [earliest] */
    int64_t from_sequence;   /* the first number, for sequence */
    const char *from_time;   /* the first instant, such as 2025-06-01T00:00:00Z, for time */
    bool ordered;            /* whether messages of one subject come one after the other */
    int64_t lease_ms;        /* how long a delivery may stay without an answer [30,000] */
    int64_t max_attempts;    /* after how many deliveries a message becomes a dead letter [10] */
    int64_t backoff_ms;      /* the pause before the second delivery, doubled before each further one [1,000] */
    int64_t delay_ms;        /* how long messages wait before their first delivery [0] */
    int64_t time_to_live_ms; /* how old a message may get before its first delivery [any age] */
} vigie_subscription;

/* Makes a durable subscription; the same again changes nothing, and another of the same name is refused as
 * VIGIE_ALREADY_EXISTS. `existed` may be NULL. */
int vigie_exchange_subscribe(vigie_exchange *exchange, const vigie_subscription *wanted, bool *existed);

/* Ends a subscription with its dead letters; one that is not there is no failure. `existed` may be NULL. */
int vigie_exchange_unsubscribe(vigie_exchange *exchange, const char *name, bool *existed);

/* ---- Messages ---- */

/* A delivery. `event` is a CloudEvent as JSON text, to the byte as it was logged. */
typedef struct {
    char *token;      /* names this delivery, for the answer */
    int64_t attempt;  /* which delivery of the message this is, from 1 */
    int64_t sequence; /* the message's number in the exchange's log */
    char *event;
} vigie_message;

/* Messages that were deleted before they were delivered; the subscription goes on behind them. It is told again until its
   token is acknowledged, as a message's is, or a message that came with it is answered. */
typedef struct {
    int64_t from, through; /* the first and the last number that may be missing */
    char *refetch;         /* how to get the facts all the same */
    char *token;           /* "" from an exchange of version 0.2, which tells a gap once */
} vigie_gap;

/* Some messages, and what is missing before them if `has_gap`. */
typedef struct {
    size_t count;
    vigie_message *messages;
    bool has_gap;
    vigie_gap gap;
} vigie_batch;

/* Takes up to `count` messages (1 to VIGIE_MOST_MESSAGES, 1 MiB in all unless one alone is larger), waiting for the first
 * up to `wait_ms` (at most VIGIE_LONGEST_WAIT_MS). None at all, without a gap, is no failure.
 *
 * Each message is leased: it comes again when no answer came in the time that the subscription gives. So it does when
 * the connection was lost before the batch arrived, once that time has passed. */
int vigie_exchange_pull(vigie_exchange *exchange, const char *subscription, size_t count, int64_t wait_ms,
                        vigie_batch *batch);

/* Frees what a batch holds, not the structure itself, and sets it to none. */
void vigie_batch_clear(vigie_batch *batch);

/* The answers to a delivery. Each holds for that delivery only: `*stale` says that it was over, and that the message
 * comes, or came, again. After a lost connection it may also mean that the first try of the same answer has held.
 * VIGIE_OK is returned in both cases: the answer is on the exchange's disk, or was refused. `stale` may be NULL. */

/* Done: it does not come again. */
int vigie_exchange_acknowledge(vigie_exchange *exchange, const char *subscription, const char *token, bool *stale);

/* Not now: it comes again after `delay_ms`, or after the subscription's back-off if that is negative. */
int vigie_exchange_retry(vigie_exchange *exchange, const char *subscription, const char *token, int64_t delay_ms,
                         bool *stale);

/* Never: it becomes a dead letter with this reason of at most 200 characters. */
int vigie_exchange_terminate(vigie_exchange *exchange, const char *subscription, const char *token, const char *reason,
                             bool *stale);

/* Not yet: the delivery stays the caller's for `milliseconds` (1,000 to 43,200,000) from now. */
int vigie_exchange_extend(vigie_exchange *exchange, const char *subscription, const char *token, int64_t milliseconds,
                          bool *stale);

/* Acknowledges up to VIGIE_MOST_MESSAGES deliveries at once; stores how many of them were stale, if `stale_count` is not
 * NULL. */
int vigie_exchange_acknowledge_all(vigie_exchange *exchange, const char *subscription, const vigie_texts *tokens,
                                   size_t *stale_count);

/* ---- Reading ---- */

/* What is done with the messages of a subscription. `message` returns whether it is done with it (for instance has stored
 * it durably): then it is acknowledged; otherwise it and those behind it are given back, to come again after the
 * back-off, and the reading ends. `gap` and `stale` may be NULL; `stale` is told how many of the last acknowledgements
 * came too late. The callbacks may extend deliveries and submit rows, but must not answer deliveries of this subscription
 * otherwise. */
typedef struct {
    void *context;
    bool (*message)(void *context, const vigie_message *message);
    void (*gap)(void *context, const vigie_gap *gap);
    void (*stale)(void *context, size_t count);
} vigie_reader;

/* Reads a subscription until `idle_ms` (at most VIGIE_LONGEST_WAIT_MS) have passed without a message. It takes messages
 * by the hundred and acknowledges at least after every second of reading: the lease should be long enough for what a
 * hundred messages need. Returns VIGIE_CANCELLED when the reader was not done with a message. */
int vigie_exchange_read(vigie_exchange *exchange, const char *subscription, int64_t idle_ms, const vigie_reader *reader);

/* A range of the log. */
typedef struct {
    vigie_texts types;           /* beginnings of the types wanted, none for all */
    int64_t from, through;       /* the first and the last number; through 0 stands for the log's last now */
    int64_t messages_per_second; /* the most, 0 for no bound */
} vigie_range;

/* Reads a range of the log once more, through a scratch subscription that it ends afterwards (if it cannot, the exchange
 * ends it after a day). Nothing else changes. Returns VIGIE_CANCELLED when the reader was not done with a message. */
int vigie_exchange_replay(vigie_exchange *exchange, const vigie_range *range, const vigie_reader *reader);

/* ---- What is kept of the own territories ---- */

/* Asks "ListStructures", "ListAgreements", "ListMeetings" or "GetPublished", as the exchange's page shows them; `request`
 * is their JSON object, such as {"year":2025}. Lists come by pages: while the reply says `hasMore`, ask again with the
 * last code as `after`. On VIGIE_OK `*reply` is the reply's JSON text, which the caller frees. */
int vigie_exchange_ask(vigie_exchange *exchange, const char *question, const char *request, char **reply);

/* ---- Submissions ---- */

/* Rows of a fact file. `cells` has row_count × columns.count texts, row by row; NULL or an empty text is a cell without a
 * value. All texts are in the file's form. */
typedef struct {
    const char *file; /* the file's name, such as "attendance.csv" */
    vigie_texts columns;
    size_t row_count; /* 1 to VIGIE_MOST_ROWS */
    const char *const *cells;
    bool fictitious; /* whether the facts are invented */
    const char *key; /* the idempotency key; NULL for a random one. Choose it where the same rows may be handed in again,
                      * such as after a crash: the same key with the same rows gets the same receipt. */
} vigie_rows;

/* Hands rows in. VIGIE_OK says that they are on the exchange's disk; `*submission` is what to ask for their outcome with.
 * `duplicate`, which may be NULL, says whether they had come before. */
int vigie_exchange_submit(vigie_exchange *exchange, const vigie_rows *rows, int64_t *submission, bool *duplicate);

typedef enum {
    VIGIE_SUBMISSION_PENDING,  /* no service has taken it yet */
    VIGIE_SUBMISSION_ACCEPTED, /* all rows were taken over, or were there already */
    VIGIE_SUBMISSION_REFUSED,  /* some rows were refused, the others were taken over */
    VIGIE_SUBMISSION_DEAD      /* no service can take it at all: see the reason */
} vigie_submission_state;

/* A row that was refused, or something to tell about one that was taken. The first row of a submission is 2, as below a
 * header. */
typedef struct {
    int64_t row;
    char *column, *value, *code, *text, *text_fr;
} vigie_remark;

typedef struct {
    size_t count;
    vigie_remark *items;
} vigie_remarks;

/* What became of a submission. All but the state is 0 while it is pending; `reason` is NULL when a service took it. */
typedef struct {
    vigie_submission_state state;
    int64_t loaded, unchanged; /* rows taken over; rows that were there already, just so */
    vigie_remarks refused, findings;
    char *reason;
} vigie_outcome;

/* Waits up to `wait_ms` for the outcome of a submission. VIGIE_OK with the state pending says that it has not come. */
int vigie_exchange_outcome(vigie_exchange *exchange, int64_t submission, int64_t wait_ms, vigie_outcome *outcome);

/* Frees what an outcome holds, not the structure itself, and sets it to pending. */
void vigie_outcome_clear(vigie_outcome *outcome);

#endif
