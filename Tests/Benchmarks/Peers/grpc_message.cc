// gRPC C++ with the 15-field message, coded and decoded on both sides: "grpc_message server" prints its address and
// process, "grpc_message client ADDRESS PROCESS IN_FLIGHT CALLS" prints a RESULT line.
#include <grpcpp/grpcpp.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "message.grpc.pb.h"

static double cpu(pid_t process) {
  clockid_t clock;
  timespec time;
  if (clock_getcpuclockid(process, &clock) || clock_gettime(clock, &time)) return 0;
  return time.tv_sec + time.tv_nsec / 1e9;
}

static double now() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static void fill(bench::Record* record) {
  record->set_id("0190f3a2-7c1e-7b3a-9f00-5d2c8a61b4e7");
  record->set_campaign("2025");
  record->set_structure("CS-0042");
  record->set_kind("CS");
  record->set_name("Centre social des Sources");
  record->set_commune("69244");
  record->set_year(2025);
  record->set_answered(187);
  record->set_expected(214);
  record->set_budget(612345.5);
  record->set_is_validated(true);
  record->set_is_federated(true);
  record->set_comment("à compléter en mars");
  record->set_received_at("2026-03-14T09:26:53.589793Z");
  for (int i = 1; i <= 5; i++) {
    auto* item = record->add_items();
    item->set_code("FUND-" + std::to_string(i));
    item->set_amount(i * 12500);
    item->set_ratio(i / 8.0);
  }
}

class Service final : public bench::Records::CallbackService {
  grpc::ServerUnaryReactor* Echo(grpc::CallbackServerContext* context, const bench::Record* request,
                                 bench::Record* reply) override {
    *reply = *request;
    auto* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

struct Call {
  grpc::ClientContext* context = nullptr;
  bench::Record request, reply;
  grpc::Status status;
  std::unique_ptr<grpc::ClientAsyncResponseReader<bench::Record>> reader;
  double begin;
};

int main(int count, char** words) {
  if (count > 1 && std::string(words[1]) == "server") {
    Service service;
    int port = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&service);
    auto server = builder.BuildAndStart();
    printf("127.0.0.1:%d - %d\n", port, getpid());
    fflush(stdout);
    while (getchar() != EOF) {
    }
    _exit(0);
  }
  if (count < 6) return 2;
  pid_t process = atoi(words[3]);
  int in_flight = atoi(words[4]), calls = atoi(words[5]);
  auto stub = bench::Records::NewStub(grpc::CreateChannel(words[2], grpc::InsecureChannelCredentials()));
  grpc::CompletionQueue queue;
  for (bool warm : {true, false}) {
    int total = warm ? 2000 : calls, sent = 0, got = 0;
    std::vector<Call> slots(in_flight);
    std::vector<double> took;
    took.reserve(total);
    double start = now(), client = cpu(getpid()), server = cpu(process);
    auto begin = [&](Call* call) {
      delete call->context;
      call->context = new grpc::ClientContext;
      call->request.Clear();
      fill(&call->request);
      call->begin = now();
      call->reader = stub->AsyncEcho(call->context, call->request, &queue);
      call->reader->Finish(&call->reply, &call->status, call);
      sent++;
    };
    for (auto& call : slots) begin(&call);
    while (got < sent) {
      void* tag;
      bool ok;
      queue.Next(&tag, &ok);
      auto* call = static_cast<Call*>(tag);
      if (!call->status.ok() || call->reply.items_size() != 5) abort();
      took.push_back(now() - call->begin);
      got++;
      if (sent < total) begin(call);
    }
    double seconds = now() - start;
    std::sort(took.begin(), took.end());
    if (!warm)
      printf("RESULT name=grpc-cpp-message payload=message inflight=%d calls=%d thr=%d/s p50=%.2f p99=%.2f "
             "cli_cpu/100k=%.2f srv_cpu/100k=%.2f\n",
             in_flight, got, static_cast<int>(got / seconds), took[got / 2] * 1e6, took[got * 99 / 100] * 1e6,
             (cpu(getpid()) - client) * 1e5 / got, (cpu(process) - server) * 1e5 / got);
  }
  fflush(stdout);
  _exit(0);
}
