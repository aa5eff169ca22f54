#if canImport(Glibc)
  import Glibc
#endif

/// What the confined process tries, for tests, that it must not be able to do.
enum Attempt: String, CaseIterable {
  case open, socket, fork, memory

  /// Whether it could be done.
  func succeeds() -> Bool {
    switch self {
    case .open: return Glibc.open("/etc/hostname", O_RDONLY) >= 0
    case .socket: return Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) >= 0
    case .fork:
      var process: pid_t = 0
      let words: [UnsafeMutablePointer<CChar>?] = [strdup("true"), nil]
      defer { free(words[0]) }
      return posix_spawn(&process, "/bin/true", nil, nil, words, [nil]) == 0
    case .memory:
      let place = mmap(nil, 2 << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
      return place != MAP_FAILED
    }
  }
}
