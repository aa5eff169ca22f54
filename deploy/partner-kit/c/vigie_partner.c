/* The exchange from the command line:
 *
 *   vigie_partner SERVER SERVER_KEY SECRET_KEY_FILE read SUBSCRIPTION [TYPE_PREFIX]
 *   vigie_partner SERVER SERVER_KEY SECRET_KEY_FILE submit FILE.csv [fictitious]
 *   vigie_partner SERVER SERVER_KEY SECRET_KEY_FILE replay FROM [THROUGH]
 *   vigie_partner SERVER SERVER_KEY SECRET_KEY_FILE ask METHOD [REQUEST]
 *
 * read makes the subscription if there is none, prints its events one a line and acknowledges them, until 3 s have passed
 * without one. submit hands a fact file in, in pieces of at most 1000 rows, waits for the outcome of each, and prints
 * the refused rows as row;column;value;code;text. replay prints a range of the log once more. ask prints what is kept of
 * the key's territories, as JSON: METHOD is ListStructures, ListAgreements, ListMeetings or GetPublished, REQUEST its
 * JSON object, such as '{"year":2025}'.
 * What else there is to tell goes to the error output.
 *
 * Exit codes: 0 done, 1 rows were refused, 2 failed, 3 an outcome has not come in time, 64 misused.
 */
#include "vigie_exchange.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_DONE = 0, EXIT_REFUSED = 1, EXIT_FAILED = 2, EXIT_PENDING = 3, EXIT_MISUSED = 64 };

enum {
    IDLE_MS = 3000,
    OUTCOME_WAIT_MS = 60000,
    KEY_SIZE = 40,
    COLUMN_LIMIT = 64,
    CELL_LIMIT = 262144,
    PIECE_LIMIT = 2 * 1024 * 1024 /* of the rows as JSON; a message may have 4 MiB */
};

static int misused(void) {
    fputs("usage: vigie_partner SERVER SERVER_KEY SECRET_KEY_FILE read SUBSCRIPTION [TYPE_PREFIX]\n"
          "       vigie_partner SERVER SERVER_KEY SECRET_KEY_FILE submit FILE.csv [fictitious]\n"
          "       vigie_partner SERVER SERVER_KEY SECRET_KEY_FILE replay FROM [THROUGH]\n"
          "       vigie_partner SERVER SERVER_KEY SECRET_KEY_FILE ask METHOD [REQUEST]\n",
          stderr);
    return EXIT_MISUSED;
}

static int complain(const char *about, const char *what) {
    fprintf(stderr, "vigie_partner: %s: %s\n", about, what);
    return EXIT_FAILED;
}

static int complain_error(const char *about, const vigie_error *error) {
    fprintf(stderr, "vigie_partner: %s: %s (code %d%s%s)\n", about, error->message ? error->message : "failed",
            error->code, error->reason ? ", " : "", error->reason ? error->reason : "");
    if (error->details) fprintf(stderr, "  %s\n", error->details);
    return EXIT_FAILED;
}

/* ---- Events ---- */

/* Prints an event in one line. Line breaks in JSON stand between its tokens only, where a space is as good. It is done
 * with once it has left for the output. */
static bool print_event(void *context, const vigie_message *message) {
    (void)context;
    for (const char *c = message->event; *c; c++) putchar(*c == '\n' || *c == '\r' ? ' ' : *c);
    putchar('\n');
    return fflush(stdout) == 0 && !ferror(stdout);
}

static void print_gap(void *context, const vigie_gap *gap) {
    (void)context;
    fprintf(stderr, "vigie_partner: messages %" PRId64 " to %" PRId64 " were deleted unread: %s\n", gap->from,
            gap->through, gap->refetch);
}

static void print_stale(void *context, size_t count) {
    (void)context;
    fprintf(stderr, "vigie_partner: %zu acknowledgements came too late, their messages may come again\n", count);
}

static const vigie_reader printer = {.message = print_event, .gap = print_gap, .stale = print_stale};

static int run_read(vigie_exchange *exchange, const char *name, const char *prefix) {
    vigie_subscription wanted = {.name = name, .types = {prefix ? 1 : 0, &prefix}};
    int code = vigie_exchange_subscribe(exchange, &wanted, NULL);
    if (code == VIGIE_OK) code = vigie_exchange_read(exchange, name, IDLE_MS, &printer);
    return code == VIGIE_OK ? EXIT_DONE : complain_error("read", vigie_exchange_error(exchange));
}

static bool read_number(const char *text, int64_t *to) {
    char *end;
    errno = 0;
    *to = strtoimax(text, &end, 10);
    return *text >= '0' && *text <= '9' && *end == 0 && errno == 0;
}

static int run_replay(vigie_exchange *exchange, const char *from, const char *through) {
    vigie_range range = {0};
    if (!read_number(from, &range.from) || (through && !read_number(through, &range.through))) return misused();
    int code = vigie_exchange_replay(exchange, &range, &printer);
    return code == VIGIE_OK ? EXIT_DONE : complain_error("replay", vigie_exchange_error(exchange));
}

static int run_ask(vigie_exchange *exchange, const char *question, const char *request) {
    char *reply;
    int code = vigie_exchange_ask(exchange, question, request ? request : "{}", &reply);
    if (code != VIGIE_OK) return complain_error(question, vigie_exchange_error(exchange));
    puts(reply);
    free(reply);
    return EXIT_DONE;
}

/* ---- Fact files ---- */

/* A file of ';'-separated records with quoting as in RFC 4180. */
typedef struct {
    FILE *file;
    int64_t record; /* the number of the last record read, the header being 1 */
    char *cells[COLUMN_LIMIT];
    size_t cell_count;
    const char *fault; /* why it cannot be read on */
} csv;

typedef struct {
    char *bytes;
    size_t size, capacity;
} text_buffer;

static bool append(text_buffer *to, int c) {
    if (to->size == to->capacity) {
        size_t capacity = to->capacity == 0 ? 64 : 2 * to->capacity;
        char *bytes = capacity > CELL_LIMIT ? NULL : realloc(to->bytes, capacity);
        if (!bytes) return false;
        to->bytes = bytes;
        to->capacity = capacity;
    }
    to->bytes[to->size++] = (char)c;
    return true;
}

/* Reads what stands between quotes, after the first; returns whether there was a second one. */
static bool read_quoted(csv *in, text_buffer *cell) {
    for (;;) {
        int c = getc(in->file);
        if (c == '"') {
            c = getc(in->file);
            if (c != '"') {
                ungetc(c, in->file);
                return true;
            }
        }
        if (c == EOF) in->fault = "a quote is not closed";
        else if (c == 0 || !append(cell, c)) in->fault = "a cell is too long, or holds a NUL";
        if (in->fault) return false;
    }
}

/* Reads a cell; returns what stands behind it: ';', '\n' or EOF. */
static int read_cell(csv *in, text_buffer *cell) {
    int c = getc(in->file);
    if (c == '"') {
        if (!read_quoted(in, cell)) return EOF;
        c = getc(in->file);
    }
    for (; c != ';' && c != '\n' && c != EOF; c = getc(in->file)) {
        if (c == '\r') {
            c = getc(in->file);
            if (c == '\n' || c == EOF) break;
            ungetc(c, in->file);
            c = '\r';
        }
        if (c == 0 || !append(cell, c)) {
            in->fault = "a cell is too long, or holds a NUL";
            return EOF;
        }
    }
    return c;
}

static void clear_record(csv *in) {
    for (size_t i = 0; i < in->cell_count; i++) free(in->cells[i]);
    in->cell_count = 0;
}

/* Passes blank lines over, which are no records; returns whether something stands behind them. */
static bool skip_blank_lines(FILE *file) {
    int c;
    do c = getc(file);
    while (c == '\n' || c == '\r');
    ungetc(c, file);
    return c != EOF;
}

/* Reads the next record; returns false at the end of the file, and at a fault. */
static bool read_record(csv *in) {
    clear_record(in);
    if (!skip_blank_lines(in->file)) return false;
    int c;
    in->record++;
    do {
        text_buffer cell = {0};
        c = read_cell(in, &cell);
        if (!in->fault && in->cell_count == COLUMN_LIMIT) in->fault = "there are too many columns";
        if (!in->fault && !append(&cell, 0)) in->fault = "a cell is too long";
        if (in->fault) {
            free(cell.bytes);
            return false;
        }
        in->cells[in->cell_count++] = cell.bytes;
    } while (c == ';');
    return true;
}

static void skip_byte_order_mark(FILE *file) {
    char mark[3];
    bool found = fread(mark, 1, sizeof mark, file) == sizeof mark && memcmp(mark, "\xEF\xBB\xBF", sizeof mark) == 0;
    if (!found) rewind(file);
}

/* ---- Submissions ---- */

/* A fact file on its way, and the piece of it that is gathered. */
typedef struct {
    vigie_exchange *exchange;
    const char *name; /* without folders */
    bool fictitious;
    csv in;
    char *columns[COLUMN_LIMIT];
    size_t column_count;
    char **cells; /* VIGIE_MOST_ROWS × column_count */
    int64_t records[VIGIE_MOST_ROWS];
    size_t row_count, json_size;
    int64_t loaded, unchanged;
    size_t refused;
    int code;
} fact_upload;

/* How long a text is as JSON, with its quotes and what stands between it and the next. */
static size_t json_size(const char *text) {
    size_t size = 4;
    for (; *text; text++) size += (unsigned char)*text < 32 ? 6 : *text == '"' || *text == '\\' ? 2 : 1;
    return size;
}

static size_t record_json_size(const fact_upload *upload) {
    size_t size = 4;
    for (size_t i = 0; i < upload->in.cell_count && i < upload->column_count; i++)
        size += json_size(upload->columns[i]) + json_size(upload->in.cells[i]);
    return size;
}

/* Prints a cell of an answer, quoted where it must be. */
static void print_cell(FILE *to, const char *text, char end) {
    bool quoted = text[strcspn(text, ";\"\r\n")] != 0;
    if (quoted) putc('"', to);
    for (; *text; text++) {
        if (*text == '"') putc('"', to);
        putc(*text, to);
    }
    if (quoted) putc('"', to);
    putc(end, to);
}

/* Prints remarks with the numbers that the records have in the file. */
static void print_remarks(FILE *to, const char *prefix, const fact_upload *upload, const vigie_remarks *remarks) {
    for (size_t i = 0; i < remarks->count; i++) {
        const vigie_remark *remark = &remarks->items[i];
        bool known = remark->row >= 2 && remark->row < (int64_t)upload->row_count + 2;
        fprintf(to, "%s%" PRId64 ";", prefix, known ? upload->records[remark->row - 2] : remark->row);
        print_cell(to, remark->column, ';');
        print_cell(to, remark->value, ';');
        print_cell(to, remark->code, ';');
        print_cell(to, remark->text, '\n');
    }
}

static void tell_outcome(fact_upload *upload, int64_t submission, const vigie_outcome *outcome) {
    upload->loaded += outcome->loaded;
    upload->unchanged += outcome->unchanged;
    upload->refused += outcome->refused.count;
    print_remarks(stdout, "", upload, &outcome->refused);
    print_remarks(stderr, "finding: ", upload, &outcome->findings);
    if (outcome->state == VIGIE_SUBMISSION_DEAD)
        fprintf(stderr, "vigie_partner: submission %" PRId64 ": no service can take it: %s\n", submission,
                outcome->reason ? outcome->reason : "no reason was told");
    if (outcome->state == VIGIE_SUBMISSION_PENDING)
        fprintf(stderr, "vigie_partner: submission %" PRId64 ": the outcome has not come in time\n", submission);
    if (outcome->state == VIGIE_SUBMISSION_PENDING) upload->code = EXIT_PENDING;
    else if (outcome->state != VIGIE_SUBMISSION_ACCEPTED) upload->code = EXIT_REFUSED;
}

static void clear_piece(fact_upload *upload) {
    for (size_t i = 0; i < upload->row_count * upload->column_count; i++) {
        free(upload->cells[i]);
        upload->cells[i] = NULL;
    }
    upload->row_count = upload->json_size = 0;
}

/* Submits the piece that is gathered and waits for its outcome; says whether to go on with the next. */
static bool submit_piece(fact_upload *upload) {
    if (upload->row_count == 0) return true;
    vigie_rows rows = {
        .file = upload->name,
        .columns = {upload->column_count, (const char *const *)upload->columns},
        .row_count = upload->row_count,
        .cells = (const char *const *)upload->cells,
        .fictitious = upload->fictitious,
    };
    int64_t submission;
    vigie_outcome outcome = {0};
    int code = vigie_exchange_submit(upload->exchange, &rows, &submission, NULL);
    if (code == VIGIE_OK) code = vigie_exchange_outcome(upload->exchange, submission, OUTCOME_WAIT_MS, &outcome);
    if (code == VIGIE_OK) tell_outcome(upload, submission, &outcome);
    else upload->code = complain_error(upload->name, vigie_exchange_error(upload->exchange));
    vigie_outcome_clear(&outcome);
    clear_piece(upload);
    return code == VIGIE_OK && upload->code != EXIT_PENDING;
}

/* Puts the record that was read behind those of the piece, which takes its cells over. */
static void gather_record(fact_upload *upload) {
    char **row = upload->cells + upload->row_count * upload->column_count;
    upload->json_size += record_json_size(upload);
    for (size_t i = 0; i < upload->in.cell_count && i < upload->column_count; i++) {
        row[i] = upload->in.cells[i];
        upload->in.cells[i] = NULL;
    }
    upload->records[upload->row_count++] = upload->in.record;
}

static bool take_record(fact_upload *upload) {
    if (upload->in.cell_count > upload->column_count)
        fprintf(stderr, "vigie_partner: row %" PRId64 ": the cells beyond the header are passed over\n",
                upload->in.record);
    bool full = upload->row_count == VIGIE_MOST_ROWS || upload->json_size + record_json_size(upload) > PIECE_LIMIT;
    if (full && !submit_piece(upload)) return false;
    gather_record(upload);
    return true;
}

/* Takes the header over; returns why it cannot, or NULL. */
static const char *take_header(fact_upload *upload) {
    if (!read_record(&upload->in)) return upload->in.fault ? upload->in.fault : "there is no header";
    for (size_t i = 0; i < upload->in.cell_count; i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(upload->in.cells[i], upload->in.cells[j]) == 0) return "a column stands twice";
    upload->cells = calloc(VIGIE_MOST_ROWS * upload->in.cell_count, sizeof *upload->cells);
    if (!upload->cells) return "there is no memory";
    memcpy(upload->columns, upload->in.cells, sizeof upload->columns);
    upload->column_count = upload->in.cell_count;
    upload->in.cell_count = 0;
    return NULL;
}

static void upload_file(fact_upload *upload) {
    const char *fault = take_header(upload);
    if (fault) {
        upload->code = complain(upload->name, fault);
        return;
    }
    bool going = true;
    while (going && read_record(&upload->in)) going = take_record(upload);
    if (going) going = submit_piece(upload);
    if (going && ferror(upload->in.file)) upload->in.fault = "it cannot be read";
    if (upload->in.fault) {
        fprintf(stderr, "vigie_partner: row %" PRId64 " and those behind it were not submitted\n", upload->in.record);
        upload->code = complain(upload->name, upload->in.fault);
    }
    fprintf(stderr, "%s: %" PRId64 " loaded, %" PRId64 " unchanged, %zu refused\n", upload->name, upload->loaded,
            upload->unchanged, upload->refused);
}

static void clear_upload(fact_upload *upload) {
    clear_record(&upload->in);
    clear_piece(upload);
    for (size_t i = 0; i < upload->column_count; i++) free(upload->columns[i]);
    free(upload->cells);
}

static int run_submit(vigie_exchange *exchange, const char *path, const char *nature) {
    if (nature && strcmp(nature, "fictitious") != 0) return misused();
    static fact_upload upload;
    const char *slash = strrchr(path, '/');
    upload.exchange = exchange;
    upload.name = slash ? slash + 1 : path;
    upload.fictitious = nature != NULL;
    upload.in.file = fopen(path, "rb");
    if (!upload.in.file) return complain(path, strerror(errno));
    skip_byte_order_mark(upload.in.file);
    upload_file(&upload);
    fclose(upload.in.file);
    clear_upload(&upload);
    return upload.code;
}

/* ---- Beginning ---- */

/* Reads the key, which stands alone in the file's first line. */
static bool read_key(const char *path, char *key) {
    FILE *file = fopen(path, "r");
    if (!file) return false;
    size_t size = fread(key, 1, KEY_SIZE, file);
    int c = getc(file);
    fclose(file);
    key[size] = 0;
    return size == KEY_SIZE && (c == EOF || c == '\n' || c == '\r');
}

static int run(vigie_exchange *exchange, const char *what, const char *first, const char *second) {
    if (strcmp(what, "read") == 0) return run_read(exchange, first, second);
    if (strcmp(what, "submit") == 0) return run_submit(exchange, first, second);
    if (strcmp(what, "replay") == 0) return run_replay(exchange, first, second);
    if (strcmp(what, "ask") == 0) return run_ask(exchange, first, second);
    return misused();
}

int main(int count, char **arguments) {
    if (count < 6 || count > 7) return misused();
    char key[KEY_SIZE + 1];
    if (!read_key(arguments[3], key)) return complain(arguments[3], "it holds no secret key of 40 characters");
    vigie_error error;
    vigie_exchange *exchange = vigie_exchange_open(arguments[1], arguments[2], key, &error);
    memset(key, 0, sizeof key);
    int code = exchange ? run(exchange, arguments[4], arguments[5], count > 6 ? arguments[6] : NULL)
                        : complain_error(arguments[1], &error);
    vigie_error_clear(&error);
    vigie_exchange_close(exchange);
    if (fflush(stdout) != 0 && code == EXIT_DONE) code = complain("standard output", strerror(errno));
    return code;
}
