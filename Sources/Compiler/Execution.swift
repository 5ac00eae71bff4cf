// Runs a program from memory: beside this process, or in its place.

internal import Glibc
public import Image

// The C library's functions, which its Swift overlay leaves out.
@_silgen_name("memfd_create")
private func makeMemoryFile(_ name: UnsafePointer<CChar>, _ flags: UInt32) -> Int32
@_silgen_name("pidfd_open")
private func openProcess(_ process: pid_t, _ flags: UInt32) -> Int32

/// Why a program could not be run: what the system said.
public struct ExecutionError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What the system was asked for.
  public enum Step: String, Sendable, Hashable {
    /// A file without a name that holds the program, or what it reads and writes.
    case memory = "cannot keep the program in memory"
    /// A process that is the program.
    case start = "cannot execute the program"
    /// What the program wrote.
    case output = "cannot read the program's output"
  }
  /// What the system was asked for.
  public var step: Step
  /// The system's number of the error.
  public var number: Int32

  /// The error that the system has just told.
  fileprivate init(_ step: Step, _ number: Int32 = errno) {
    self.step = step
    self.number = number
  }

  /// The error as a sentence for people.
  public var description: String { "\(step.rawValue): \(String(cString: strerror(number)))" }
}

/// What a program is run with.
public struct Invocation: Sendable {
  /// Where a program's standard input comes from, and its standard output and errors go.
  public enum Streams: Sendable {
    /// From and to those of this process.
    case inherited
    /// The input is given, and what is written is kept.
    case kept(input: [UInt8])
  }
  /// The bytes of its arguments, its name first; none has a zero byte.
  public var arguments: [[UInt8]]
  /// Variables as `NAME=value`, before those of this process.
  public var environment: [String] = []
  /// What it reads and writes.
  public var streams: Streams
  /// For how long it may run before it is killed; nil for as long as it does.
  public var seconds: Double?

  /// Arguments, the program's name first.
  public init(_ arguments: [String] = ["program"], _ streams: Streams = .inherited, seconds: Double? = nil) {
    self.init(arguments: arguments.map { Array($0.utf8) }, streams, seconds: seconds)
  }

  /// Arguments that need not be text.
  public init(arguments: [[UInt8]], _ streams: Streams = .inherited, seconds: Double? = nil) {
    self.arguments = arguments
    self.streams = streams
    self.seconds = seconds
  }
}

/// How a program ended, and what it wrote where that was kept.
public struct ProgramEnd: Sendable, Hashable {
  /// The exit status as a shell shows it: 128 and the signal for what a signal ended; nil where it had to be killed.
  public var status: Int?
  /// What it wrote to its standard output.
  public var output: [UInt8]
  /// What it wrote to its standard error.
  public var errors: [UInt8]

  /// An end.
  public init(status: Int?, output: [UInt8] = [], errors: [UInt8] = []) {
    self.status = status
    self.output = output
    self.errors = errors
  }
}

/// A program in memory that can be executed, as often as is wanted.
public struct MemoryProgram: ~Copyable {
  private let file: MemoryFile

  /// The program that is the bytes of an executable.
  public init(_ executable: [UInt8]) throws(ExecutionError) { file = try MemoryFile(executable) }

  /// Has this process become the program, with the arguments of an invocation and otherwise what the process has. Comes back only
  /// where that fails.
  public borrowing func become(_ invocation: Invocation) throws(ExecutionError) {
    invocation.withWords { words, variables in _ = fexecve(file.descriptor, words, variables) }
    throw ExecutionError(.start)
  }

  /// Runs the program as a process of its own, and waits for its end. Its signals are as every program finds them.
  public borrowing func run(_ invocation: Invocation = Invocation()) throws(ExecutionError) -> ProgramEnd {
    guard case .kept(let input) = invocation.streams else {
      return ProgramEnd(status: try wait(for: start(invocation, []), seconds: invocation.seconds))
    }
    let given = try MemoryFile(input)
    let output = try MemoryFile([])
    let errors = try MemoryFile([])
    let child = try start(invocation, [given.descriptor, output.descriptor, errors.descriptor])
    let status = try wait(for: child, seconds: invocation.seconds)
    return ProgramEnd(status: status, output: try output.contents(), errors: try errors.contents())
  }

  /// Starts a process.
  /// - Parameter streams: What it has as standard input, output and errors; nothing for those of this process.
  private borrowing func start(_ invocation: Invocation, _ streams: [Int32]) throws(ExecutionError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, descriptor) in streams.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
    }
    // Whatever this process, or a thread of it, does with signals.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    var child: pid_t = 0
    let problem = invocation.withWords { words, variables in
      posix_spawn(&child, "/proc/self/fd/\(file.descriptor)", &actions, &attributes, words, variables)
    }
    guard problem == 0 else { throw ExecutionError(.start, problem) }
    return child
  }

  /// Waits for a process, and kills it when its time is over.
  private func wait(for child: pid_t, seconds: Double?) throws(ExecutionError) -> Int? {
    var isOverdue = false
    if let seconds {
      let process = openProcess(child, 0)
      // Whose time nobody can look at has none.
      isOverdue = process < 0 || !Self.ends(process, within: seconds)
      if process >= 0 { close(process) }
      if isOverdue { kill(child, SIGKILL) }
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { throw ExecutionError(.start) }
    }
    let signal = status & 0x7F
    return isOverdue ? nil : Int(signal == 0 ? status >> 8 & 0xFF : 128 + signal)
  }

  private static func ends(_ process: Int32, within seconds: Double) -> Bool {
    var now = timespec()
    func milliseconds() -> Double {
      clock_gettime(CLOCK_MONOTONIC, &now)
      return Double(now.tv_sec) * 1e3 + Double(now.tv_nsec) / 1e6
    }
    let end = milliseconds() + min(max(seconds, 0), 1e6) * 1e3
    var wait = pollfd(fd: process, events: Int16(POLLIN), revents: 0)
    while true {
      let count = poll(&wait, 1, Int32(max(0, end - milliseconds())))
      if count >= 0 || errno != EINTR { return count > 0 }
    }
  }
}

extension Executable {
  /// Runs the program with this process's standard input, output, errors and environment, and waits for its end.
  /// - Parameter arguments: The arguments, the name of the program first.
  /// - Returns: The exit status; of a signal, 128 and its number.
  public func run(_ arguments: [String] = ["program"]) throws(ExecutionError) -> Int32 {
    Int32(try MemoryProgram(bytes).run(Invocation(arguments)).status ?? 0)
  }
}

extension Invocation {
  /// Calls a closure with the arguments and the environment as the system's calls take them.
  fileprivate func withWords<Result>(
    _ body: ([UnsafeMutablePointer<CChar>?], [UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let words = arguments.map { strdup($0.map(CChar.init(bitPattern:)) + [0]) }
    let own = environment.map { strdup($0) }
    defer { for word in words + own { free(word) } }
    var variables = own
    var next = environ
    while let variable = next.pointee {
      variables.append(variable)
      next += 1
    }
    return body(words + [nil], variables + [nil])
  }
}

/// A file without a name, in memory, that no other program inherits.
private struct MemoryFile: ~Copyable {
  let descriptor: Int32

  /// A file with these bytes, which is read from their begin.
  init(_ bytes: [UInt8]) throws(ExecutionError) {
    // The flag is MFD_CLOEXEC.
    let made = makeMemoryFile("program", 1)
    guard made >= 0 else { throw ExecutionError(.memory) }
    if let number = Self.write(bytes, to: made) {
      close(made)
      throw ExecutionError(.memory, number)
    }
    descriptor = made
  }

  /// Writes all bytes, and gives the number of the error that prevented that.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress.map { $0 + done }, $0.count - done, done) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return count < 0 ? errno : EIO }
      done += count
    }
    return nil
  }

  deinit { close(descriptor) }

  /// All that it holds.
  func contents() throws(ExecutionError) -> [UInt8] {
    let size = Int(lseek(descriptor, 0, SEEK_END))
    guard size >= 0 else { throw ExecutionError(.output) }
    var bytes = [UInt8](repeating: 0, count: size)
    var done = 0
    while done < size {
      let count = bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress.map { $0 + done }, size - done, done)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw ExecutionError(.output) }
      done += count
    }
    return bytes
  }
}
