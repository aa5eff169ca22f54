#if VIGIE_TSAN
  import Glibc
  // Without its Mutex, which the one below stands in for.
  @_exported public import struct Synchronization.Atomic

  /// A stand-in for the standard library's `Mutex`, with a lock that the thread sanitizer sees.
  ///
  /// `Synchronization.Mutex` takes its futex by system call, which the sanitizer does not follow: it
  /// would report every access that the lock protects. Only sanitizer builds use this one.
  public struct Mutex<Value: ~Copyable>: ~Copyable, Sendable {
    private let box: Box<Value>

    /// Takes the value to protect.
    public init(_ value: consuming sending Value) {
      box = Box(value)
    }

    /// Runs a body while nobody else has the value.
    public borrowing func withLock<Result: ~Copyable, Failure: Error>(
      _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
      pthread_mutex_lock(box.lock)
      defer { pthread_mutex_unlock(box.lock) }
      return try body(&box.value)
    }
  }

  /// The value and its lock. Sendability is not checked: the compiler cannot know that the lock protects the value.
  private final class Box<Value: ~Copyable>: @unchecked Sendable {
    let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    var value: Value

    init(_ value: consuming sending Value) {
      self.value = value
      pthread_mutex_init(lock, nil)
    }

    deinit {
      pthread_mutex_destroy(lock)
      lock.deallocate()
    }
  }
#else
  @_exported public import Synchronization
#endif
