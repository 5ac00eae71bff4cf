// The long campaign of mutants, as a program of its own so that it runs optimised and a crash is known by its case:
//   ir-stress mutants SEED COUNT FILE...   every mutant through the gauntlet; the last line printed is the result
//   ir-stress modules SEED COUNT FILE...   the same with modules that are damaged without a text
//   ir-stress qbes SEED COUNT FILE...      mutants of texts in QBE's intermediate language through their own
//   ir-stress mutant|module|qbe SEED INDEX FILE...  prints one of them
import Glibc
import IR
import IRStress

/// Which mutant is in work, for whoever reports a crash. Written by one thread only.
nonisolated(unsafe) var current = 0

func fail(_ message: String) -> Never {
  var line = "ir-stress: \(message)\n"
  line.withUTF8 { _ = write(2, $0.baseAddress, $0.count) }
  exit(1)
}

func read(_ path: String) -> [UInt8] {
  guard let file = fopen(path, "rb") else { fail("cannot read \(path)") }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&chunk, 1, chunk.count, file)
    guard count > 0 else { return bytes }
    bytes.append(contentsOf: chunk[..<count])
  }
}

/// Says which mutant it was, and dies as before. Uses nothing that a broken process may not.
func report(_ signal: Int32) {
  var digits: (UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
  var number = current
  withUnsafeMutableBytes(of: &digits) { bytes in
    for index in bytes.indices.reversed() {
      bytes[index] = UInt8(0x30 + number % 10)
      number /= 10
    }
    var what: StaticString = "a crash in mutant "
    if signal == SIGVTALRM { what = "no end within ten seconds of work on mutant " }
    _ = write(2, what.utf8Start, what.utf8CodeUnitCount)
    _ = write(2, bytes.baseAddress, bytes.count)
    _ = write(2, "\n", 1)
  }
  _exit(1)
}

let arguments = CommandLine.arguments
guard arguments.count >= 4, let seed = UInt64(arguments[2]), let number = Int(arguments[3]), number >= 0 else {
  fail("usage: ir-stress mutants|modules SEED COUNT FILE... | ir-stress mutant|module SEED INDEX FILE...")
}
let texts = arguments[4...].map(read)
let isQBE = arguments[1].hasPrefix("qbe")
let mutator = isQBE ? Mutator(texts, words: wordsOfQBE) : Mutator(texts)

switch arguments[1] {
case "mutant", "module", "qbe":
  let bytes =
    arguments[1] != "module"
    ? mutator.mutant(seed: seed, index: number) : StructureMutator(texts).mutant(seed: seed, index: number).text()
  var written = 0
  while written < bytes.count {
    let count = bytes.withUnsafeBytes { write(1, $0.baseAddress?.advanced(by: written), bytes.count - written) }
    guard count > 0 else { fail("cannot write") }
    written += count
  }
case "mutants", "modules", "qbes":
  let modules = arguments[1] == "modules" ? StructureMutator(texts) : nil
  let kind = modules == nil ? "mutant" : "damaged module"
  for signal in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGVTALRM] { Glibc.signal(signal, report) }
  var accepted = 0
  var violations = 0
  for index in 0..<number {
    current = index
    // The processor's time, which a busy machine does not shorten.
    var limit = itimerval(it_interval: timeval(), it_value: timeval(tv_sec: 10, tv_usec: 0))
    setitimer(__itimer_which_t(ITIMER_VIRTUAL.rawValue), &limit, nil)
    do throws(Gauntlet.Violation) {
      let outcome =
        if let modules {
          try Gauntlet.run(modules.mutant(seed: seed, index: index))
        } else if isQBE {
          try Gauntlet.run(qbe: mutator.mutant(seed: seed, index: index))
        } else {
          try Gauntlet.run(mutator.mutant(seed: seed, index: index))
        }
      if case .accepted = outcome { accepted += 1 }
    } catch {
      violations += 1
      print("\(kind) \(index): \(error)")
    }
  }
  var never = itimerval()
  setitimer(__itimer_which_t(ITIMER_VIRTUAL.rawValue), &never, nil)
  guard violations == 0 else { fail("\(violations) of \(number) mutants misbehaved") }
  // Damage that never, or always, left a program would have tested little.
  guard number < 1_000 || accepted > number / 100 && accepted < number - number / 100 else {
    fail("\(accepted) of \(number) mutants are programs: the corpus is no good")
  }
  print("\(number) \(kind)s of \(modules?.count ?? mutator.count), \(accepted) of them still programs")
default: fail("there is no '\(arguments[1])'")
}
