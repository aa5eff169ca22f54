import CSeccomp

#if canImport(Glibc)
  import Glibc
#endif

/// Takes from this process all that reading a workbook does not need, for good: whoever finds a mistake in libzip or expat finds no file,
/// no network and no other program behind it.
enum Confinement {
  /// Why the process could not be confined, as English text. It reads nothing then.
  struct Failure: Error {
    let what: String
  }

  /// The most memory that a workbook may need, with the program itself: several times what ``SpreadsheetLimits`` allow its parts.
  private static let addressBytes: UInt = 1 << 30
  /// The most seconds of the processor.
  private static let seconds: UInt = 10

  /// Confines the process.
  ///
  /// - Throws: ``Failure``.
  static func begin() throws {
    // Descriptors that its parent left open by mistake.
    guard close_range(3, UInt32.max, 0) == 0 else { throw failure("close_range") }
    try limit(RLIMIT_AS, addressBytes)
    try limit(RLIMIT_CPU, seconds)
    try limit(RLIMIT_FSIZE, 0)
    try limit(__RLIMIT_NPROC, 0)
    try limit(RLIMIT_NOFILE, 3)
    try limit(RLIMIT_CORE, 0)
    try filterCalls()
    // A filter that does not hold is worse than none: so it is tried.
    guard open("/dev/null", O_RDONLY) == -1, errno == EPERM else {
      throw Failure(what: "the filter lets files be opened")
    }
  }

  private static func limit(_ resource: __rlimit_resource, _ most: UInt) throws {
    var limits = rlimit(rlim_cur: most, rlim_max: most)
    guard setrlimit(__rlimit_resource_t(resource.rawValue), &limits) == 0 else {
      throw failure("setrlimit")
    }
  }

  /// The calls that it keeps, whatever their arguments: memory, time, random numbers, and its end. `getrandom` seeds dictionaries and
  /// expat's tables.
  private static let kept = [
    "brk", "munmap", "mremap", "madvise", "futex", "sched_yield", "clock_gettime", "gettimeofday",
    "getrandom", "rt_sigreturn", "rt_sigprocmask", "exit", "exit_group",
  ]

  /// Refuses all other calls with EPERM. The filter cannot be taken back: libseccomp sets no_new_privs before it loads one.
  private static func filterCalls() throws {
    // SCMP_ACT_ERRNO(EPERM), which is a macro with an argument.
    guard let filter = seccomp_init(0x0005_0000 | UInt32(EPERM)) else {
      throw failure("seccomp_init")
    }
    defer { seccomp_release(filter) }
    func allow(_ call: String, _ conditions: [scmp_arg_cmp] = []) throws {
      let number = seccomp_syscall_resolve_name(call)
      guard
        seccomp_rule_add_array(
          filter, SCMP_ACT_ALLOW, number, UInt32(conditions.count), conditions) == 0
      else { throw Failure(what: "seccomp_rule_add_array \(call)") }
    }
    func equals(_ value: UInt64) -> [scmp_arg_cmp] {
      [scmp_arg_cmp(arg: 0, op: SCMP_CMP_EQ, datum_a: value, datum_b: 0)]
    }
    for call in kept { try allow(call) }
    try allow("read", equals(UInt64(STDIN_FILENO)))
    try allow("write", equals(UInt64(STDOUT_FILENO)))
    try allow("write", equals(UInt64(STDERR_FILENO)))
    // Memory, but none that can be run.
    let isNotRun = scmp_arg_cmp(
      arg: 2, op: SCMP_CMP_MASKED_EQ, datum_a: UInt64(PROT_EXEC), datum_b: 0)
    try allow("mmap", [isNotRun])
    try allow("mprotect", [isNotRun])
    let result = seccomp_load(filter)
    guard result == 0 else { throw Failure(what: "seccomp_load: error \(-result)") }
  }

  private static func failure(_ call: String) -> Failure {
    Failure(what: "\(call): \(String(cString: strerror(errno)))")
  }
}
