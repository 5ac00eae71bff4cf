// Random programs, as a program of its own so that the campaign runs optimised:
//   program-fuzz campaign SEED COUNT WEFT [tasks] [OPTION...]
//                                            compares machine code that this command builds with these options with the
//                                            machine; each level on its own; the last line printed is the result. With the
//                                            word, of programs whose calls are made by tasks
//   program-fuzz program SEED INDEX [tasks]  prints one of the programs
//   program-fuzz machine SEED COUNT          runs them in the machine alone: none may do what is not defined
//   program-fuzz stress SEED COUNT WEFT      compares programs that stress switches, and ends with ten million of them
//   program-fuzz switches SEED INDEX ROUNDS  prints a program that stresses switches, whose tasks make so many rounds
//   program-fuzz reduce FILE WEFT            the smallest program that shows the difference that a file's shows
//   program-fuzz corrupted SEED COUNT        the negative control: what is wrong on purpose is found and reduced
import Glibc
import ProgramFuzz

func fail(_ message: String) -> Never {
  var line = "program-fuzz: \(message)\n"
  line.withUTF8 { _ = write(2, $0.baseAddress, $0.count) }
  exit(1)
}

func read(_ path: String) -> String {
  guard let file = fopen(path, "rb") else { fail("cannot read \(path)") }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&chunk, 1, chunk.count, file)
    guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
    bytes.append(contentsOf: chunk[..<count])
  }
}

/// A folder in memory, where there is one, that goes when the program ends.
func temporaryFolder() -> String {
  for parent in ["/dev/shm", "/tmp"] {
    var template = Array("\(parent)/program-fuzz-XXXXXX".utf8CString)
    if mkdtemp(&template) != nil {
      return template.withUnsafeBufferPointer { buffer in
        String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      }
    }
  }
  fail("there is no room for a folder")
}

func removeFolder(_ folder: String) {
  for name in ["program.wir", "program"] { unlink("\(folder)/\(name)") }
  rmdir(folder)
}

/// Every level, with the extensions that this machine has and with none.
func candidates(_ weft: String, _ folder: String, _ options: [String] = []) -> [Candidate] {
  ["-O0", "-O2"].flatMap { level in
    ["native", "v1"].map {
      Candidate.native(weft: weft, options: [level, "--cpu", $0] + options, folder: folder)
    }
  }
}

/// Tells of a program that differs, and then of a smaller one.
func report(_ campaign: Campaign, _ index: Int, _ disagreement: Disagreement) {
  print("program \(index): \(disagreement.description)")
  fflush(nil)
  print(campaign.reduced(campaign.program(index), disagreement))
  fflush(nil)
}

let arguments = CommandLine.arguments
guard arguments.count >= 3 else {
  fail("usage: program-fuzz campaign SEED COUNT WEFT | program SEED INDEX | machine SEED COUNT | reduce FILE WEFT")
}

if arguments[1] == "reduce", arguments.count == 4 {
  let folder = temporaryFolder()
  let text = read(arguments[2])
  let differential = Differential(candidates(arguments[3], folder))
  do throws(UselessProgram) {
    guard let found = try differential.check(text) else { fail("all agree") }
    print(found.description)
    print(Campaign(differential.candidates, seed: 0).reduced(text, found))
  } catch {
    fail("\(error)")
  }
  removeFolder(folder)
  exit(0)
}

guard arguments.count >= 4, let seed = UInt64(arguments[2]), let number = Int(arguments[3]), number >= 0 else {
  fail("there is no such use")
}
var options = Array(arguments.dropFirst(arguments[1] == "campaign" ? 5 : 4))
let hasTasks = options.first == "tasks"
if hasTasks { options.removeFirst() }
let shape = ProgramShape(tasks: hasTasks ? 40 : 0)
switch arguments[1] {
case "program": print(ProgramGenerator.program(seed: seed, index: number, shape: shape), terminator: "")
case "switches":
  guard arguments.count == 5, let rounds = Int(arguments[4]) else { fail("how many rounds?") }
  var shape = SwitchStressShape()
  shape.rounds = rounds
  print(SwitchStressProgram(seed: seed, index: number, shape: shape).text, terminator: "")
case "stress":
  guard arguments.count == 5 else { fail("which command builds the programs?") }
  let folder = temporaryFolder()
  let differential = Differential(candidates(arguments[4], folder))
  for index in 0..<number {
    do throws(UselessProgram) {
      let program = SwitchStressProgram(seed: seed, index: index)
      if let found = try differential.check(program.text) { fail("program \(index): \(found.description)") }
    } catch {
      fail("program \(index): \(error)")
    }
  }
  // Programs differ in how many switches a round has.
  var switches = 0
  var index = 0
  while switches < 10_000_000 {
    var shape = SwitchStressShape()
    shape.rounds = 300_000
    shape.descents = 1_000
    let ways = ["-O0", "-O2"].map {
      Candidate.native(weft: arguments[4], options: [$0, "--cpu", "native"], folder: folder, seconds: 300)
    }
    let run = LongSwitchRun(SwitchStressProgram(seed: seed, index: index, shape: shape), ways)
    if let fault = run.fault { fail("program \(index), many rounds: \(fault)") }
    if run.switches == 0 { fail("program \(index) does not switch") }
    switches += run.switches
    index += 1
  }
  removeFolder(folder)
  print("\(number) programs agree in the machine and 2 ways of machine code; \(switches) switches kept all values")
case "machine", "corrupted", "campaign":
  var folder = ""
  var ways: [Candidate] = []
  if arguments[1] == "campaign" {
    guard arguments.count >= 5 else { fail("which command builds the programs?") }
    folder = temporaryFolder()
    ways = candidates(arguments[4], folder, options)
  } else if arguments[1] == "corrupted" {
    ways = [Candidate.machine.corrupting("= rotr i16", to: "= rotl i16")]
  }
  let campaign = Campaign(ways, seed: seed, shape: shape)
  do throws(UselessProgram) {
    let summary = try campaign.run(0..<number, findings: 3) { report(campaign, $0, $1) }
    if !folder.isEmpty { removeFolder(folder) }
    guard summary.findings.isEmpty else { fail("\(summary.findings.count) of \(summary.programs) programs differ") }
    print(
      "\(summary.programs) programs, of which \(summary.traps) trap, agree in the machine and \(ways.count) ways of machine code"
    )
  } catch {
    if !folder.isEmpty { removeFolder(folder) }
    fail("\(error)")
  }
default: fail("there is no '\(arguments[1])'")
}
