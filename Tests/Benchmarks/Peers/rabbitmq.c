/* RabbitMQ's durable queue as a peer of the exchange: publishers that wait for each confirm, and a consumer that
 * acknowledges each batch.
 *   rabbitmq publish PORT SERVER_PID PUBLISHERS CALLS | rabbitmq read PORT SERVER_PID BATCH COUNT
 * Persistent messages of 400 bytes, a durable classic queue, one connection a publisher. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <amqp.h>
#include <amqp_tcp_socket.h>

#define QUEUE "vigie"

static int port, calls_each;
static double *latencies;

static double now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static double cpu_of(pid_t process) {
  clockid_t clock;
  return clock_getcpuclockid(process, &clock) ? 0 : now(clock);
}

static void expect(int ok, const char *what) {
  if (ok) return;
  fprintf(stderr, "rabbitmq: %s failed\n", what);
  exit(1);
}

static amqp_connection_state_t connect_queue(void) {
  amqp_connection_state_t connection = amqp_new_connection();
  amqp_socket_t *socket = amqp_tcp_socket_new(connection);
  expect(socket && amqp_socket_open(socket, "127.0.0.1", port) == 0, "connect");
  expect(amqp_login(connection, "/", 0, 131072, 0, AMQP_SASL_METHOD_PLAIN, "guest", "guest").reply_type ==
             AMQP_RESPONSE_NORMAL, "login");
  expect(amqp_channel_open(connection, 1) != NULL, "channel");
  expect(amqp_queue_declare(connection, 1, amqp_cstring_bytes(QUEUE), 0, 1, 0, 0, amqp_empty_table) != NULL, "queue");
  return connection;
}

static void *publish(void *argument) {
  double *mine = latencies + (size_t)(long)argument * calls_each;
  amqp_connection_state_t connection = connect_queue();
  expect(amqp_confirm_select(connection, 1) != NULL, "confirm.select");
  char body[400];
  memset(body, 'x', sizeof body);
  amqp_basic_properties_t properties = {._flags = AMQP_BASIC_DELIVERY_MODE_FLAG, .delivery_mode = AMQP_DELIVERY_PERSISTENT};
  for (int turn = 0; turn < calls_each; turn++) {
    double start = now(CLOCK_MONOTONIC);
    amqp_bytes_t bytes = {sizeof body, body};
    expect(amqp_basic_publish(connection, 1, amqp_empty_bytes, amqp_cstring_bytes(QUEUE), 1, 0, &properties, bytes) == 0,
           "publish");
    amqp_frame_t frame;
    do {
      amqp_maybe_release_buffers(connection);
      expect(amqp_simple_wait_frame(connection, &frame) == AMQP_STATUS_OK, "confirm");
    } while (frame.frame_type != AMQP_FRAME_METHOD || frame.payload.method.id != AMQP_BASIC_ACK_METHOD);
    mine[turn] = now(CLOCK_MONOTONIC) - start;
  }
  amqp_destroy_connection(connection);
  return NULL;
}

static void read_batches(int batch, int count) {
  amqp_connection_state_t connection = connect_queue();
  expect(amqp_basic_qos(connection, 1, 0, batch, 0) != NULL, "qos");
  expect(amqp_basic_consume(connection, 1, amqp_cstring_bytes(QUEUE), amqp_empty_bytes, 0, 0, 0, amqp_empty_table) != NULL,
         "consume");
  for (int turn = 0; turn < count / batch; turn++) {
    double start = now(CLOCK_MONOTONIC);
    uint64_t last = 0;
    for (int one = 0; one < batch; one++) {
      amqp_envelope_t envelope;
      amqp_maybe_release_buffers(connection);
      expect(amqp_consume_message(connection, &envelope, NULL, 0).reply_type == AMQP_RESPONSE_NORMAL, "message");
      last = envelope.delivery_tag;
      amqp_destroy_envelope(&envelope);
    }
    expect(amqp_basic_ack(connection, 1, last, 1) == 0, "ack");
    latencies[turn] = now(CLOCK_MONOTONIC) - start;
  }
  amqp_destroy_connection(connection);
}

static int compare(const void *left, const void *right) {
  double a = *(const double *)left, b = *(const double *)right;
  return a < b ? -1 : a > b;
}

int main(int count, char **words) {
  expect(count == 6, "usage: publish|read PORT SERVER_PID PUBLISHERS|BATCH CALLS|COUNT; that");
  port = atoi(words[2]);
  pid_t server = atoi(words[3]);
  int width = atoi(words[4]), total = atoi(words[5]);
  int is_publish = !strcmp(words[1], "publish");
  calls_each = is_publish ? total / width : 0;
  int turns = is_publish ? calls_each * width : total / width;
  latencies = calloc(turns, sizeof *latencies);
  double start = now(CLOCK_MONOTONIC), client = now(CLOCK_PROCESS_CPUTIME_ID), servers = cpu_of(server);
  if (is_publish) {
    pthread_t threads[width];
    for (long one = 0; one < width; one++) pthread_create(&threads[one], NULL, publish, (void *)one);
    for (int one = 0; one < width; one++) pthread_join(threads[one], NULL);
  } else {
    read_batches(width, total);
  }
  double seconds = now(CLOCK_MONOTONIC) - start;
  qsort(latencies, turns, sizeof *latencies, compare);
  printf("RESULT name=rabbitmq-%s payload=400 inflight=%d calls=%d thr=%d/s p50=%.2f p99=%.2f cli_cpu/100k=%.2f "
         "srv_cpu/100k=%.2f\n",
         words[1], is_publish ? width : 1, turns, (int)(turns / seconds), latencies[turns / 2] * 1e6,
         latencies[turns * 99 / 100] * 1e6, (now(CLOCK_PROCESS_CPUTIME_ID) - client) * 1e5 / turns,
         (cpu_of(server) - servers) * 1e5 / turns);
  return 0;
}
