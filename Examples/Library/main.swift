// A compiler of one function, in Swift: builds a module, makes an executable of it, and runs that.
//
// The program counts the primes below 10,000, prints nothing and exits with 205: there are 1229, of which a status has the low
// eight bits. `swift run library-example FILE` writes the executable to a file instead.

import Compiler
import Glibc
import IR
import Image

/// A module whose `main` counts the primes below a number.
func makeModule(below limit: Int) -> Module {
  var module = Module()
  let main = module.addFunction("main", Signature([], results: [.i32]))
  module.build(main) { f in
    let (candidates, test, divide, prime, composite, done) = (
      f.block("candidates", .i64, .i64), f.block("test", .i64), f.block("divide"), f.block("prime"),
      f.block("composite"), f.block("done", .i64)
    )
    f.jump(candidates, 2, 0)

    // The next candidate, and how many primes there are below it.
    f.begin(candidates)
    let (candidate, count) = (f.parameters(of: candidates)[0], f.parameters(of: candidates)[1])
    let next = f.value(.add, .i64, candidate, 1)
    f.branch(f.value(.lessSigned, .i64, candidate, limit), Destination(test, 2), Destination(done, count))

    // A candidate without a divisor up to its root is a prime.
    f.begin(test)
    let divisor = f.parameters(of: test)[0]
    let square = f.value(.multiply, .i64, divisor, divisor)
    f.branch(f.value(.lessSigned, .i64, candidate, square), Destination(prime), Destination(divide))
    f.begin(divide)
    let rest = f.value(.remainderSigned, .i64, candidate, divisor)
    let larger = f.value(.add, .i64, divisor, 1)
    f.branch(f.value(.equal, .i64, rest, 0), Destination(composite), Destination(test, larger))
    f.begin(prime)
    f.jump(candidates, next, f.value(.add, .i64, count, 1))
    f.begin(composite)
    f.jump(candidates, next, count)

    f.begin(done)
    f.return(f.value(.truncate, .i32, f.parameters(of: done)[0]))
  }
  return module
}

let module = makeModule(below: 10_000)
let faults = module.verify()
guard faults.isEmpty else { fatalError("the module is wrong: \(faults.map(\.message))") }

let executable = try Compilation(module).executable()
if CommandLine.arguments.count > 1 {
  guard let file = fopen(CommandLine.arguments[1], "w") else { fatalError("the file cannot be written") }
  fwrite(executable.bytes, 1, executable.bytes.count, file)
  fclose(file)
  chmod(CommandLine.arguments[1], 0o755)
} else {
  exit(try executable.run())
}
