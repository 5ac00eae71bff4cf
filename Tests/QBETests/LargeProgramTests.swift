// Large programs in QBE's language, from text to object file to a linked program that prints the right result: much data, long
// functions, many parameters, many symbols. What is right, the same arithmetic in Swift says.

import Gen
import TestSupport
import Testing

@Suite struct LargeProgramTests {
  static let levels: [GenerationOptions.Level] = [.fast, .best]

  /// Runs a program whose `$result` gives a number, which is printed.
  private func expect(_ result: UInt64, of text: String, _ level: GenerationOptions.Level) throws {
    let main = """
      data $format = { b "%lu\\n", b 0 }
      export function w $main() {
      @start
      \t%r =l call $result()
      \tcall $printf(l $format, ..., l %r)
      \tret 0
      }

      """
    let run = try LinkedProgram.run(Array((text + main).utf8), level: level, form: .object)
    #expect(run.status == 0 && String(decoding: run.output, as: UTF8.self) == "\(result)\n")
  }

  @Test(arguments: levels) func aMegabyteOfData(level: GenerationOptions.Level) throws {
    let count = 262_144
    let numbers = (0..<count).map { UInt64($0 * 7919 % 1_000_003) }
    var text = "data $numbers = {\n"
    for line in stride(from: 0, to: count, by: 16) {
      text += "\tw " + numbers[line..<line + 16].map(String.init).joined(separator: " ") + ",\n"
    }
    text += """
      }
      function l $result() {
      @start
      \t%end =l add $numbers, \(4 * count)
      \t%p =l copy $numbers
      \t%sum =l copy 0
      @loop
      \t%x =l loaduw %p
      \t%sum =l mul %sum, 3
      \t%sum =l add %sum, %x
      \t%p =l add %p, 4
      \t%more =w cultl %p, %end
      \tjnz %more, @loop, @done
      @done
      \tret %sum
      }

      """
    try expect(numbers.reduce(0) { $0 &* 3 &+ $1 }, of: text, level)
  }

  @Test(arguments: levels) func aFunctionOfManyInstructions(level: GenerationOptions.Level) throws {
    var text = "function l $chain(l %x) {\n@start\n"
    var (last, result) = ("%x", UInt64(5))
    for index in 0..<200_000 {
      let number = UInt64(index * 7 + 3)
      text += "\t%t\(index) =l \(["add", "xor", "mul", "sub"][index % 4]) \(last), \(number)\n"
      last = "%t\(index)"
      switch index % 4 {
      case 0: result &+= number
      case 1: result ^= number
      case 2: result &*= number
      default: result &-= number
      }
    }
    text += "\tret \(last)\n}\nfunction l $result() {\n@start\n\t%r =l call $chain(l 5)\n\tret %r\n}\n"
    try expect(result, of: text, level)
  }

  /// As many, in many blocks, with variables that are assigned in each of them.
  @Test(arguments: levels) func aFunctionOfManyBlocks(level: GenerationOptions.Level) throws {
    var text = "function l $result() {\n@start\n\t%a =l copy 1\n\t%b =l copy 2\n\t%x =l copy 5\n"
    var (a, b, x) = (UInt64(1), UInt64(2), UInt64(5))
    for index in 0..<25_000 {
      text += """
        \t%c\(index) =l and %x, 1
        \tjnz %c\(index), @odd\(index), @even\(index)
        @odd\(index)
        \t%a =l add %a, %b
        \t%x =l mul %x, 3
        \tjmp @join\(index)
        @even\(index)
        \t%b =l xor %b, %a
        \t%x =l add %x, \(2 * index + 1)
        @join\(index)

        """
      if x & 1 == 1 {
        a &+= b
        x &*= 3
      } else {
        b ^= a
        x &+= UInt64(2 * index + 1)
      }
    }
    text += "\t%r =l add %a, %b\n\t%r =l add %r, %x\n\tret %r\n}\n"
    try expect(a &+ b &+ x, of: text, level)
  }

  /// Calls with so many parameters in sum, of every kind: one with all of them, and a thousand with ten.
  @Test(arguments: levels, [1, 1000]) func manyParameters(level: GenerationOptions.Level, functions: Int) throws {
    let each = 10_000 / functions
    var (text, calls, result) = ("", "", UInt64(0))
    for function in 0..<functions {
      var (parameters, arguments, body, value) = ([String](), [String](), "\t%s =l copy 0\n", UInt64(0))
      for index in 0..<each {
        let number = index + function
        let kind = ["l", "w", "d", "s"][number % 4]
        parameters.append("\(kind) %p\(index)")
        arguments.append("\(kind) \(number % 4 < 2 ? "" : "\(kind)_")\(number)")
        body += "\t%i\(index) =l \(["copy", "extsw", "dtosi", "stosi"][number % 4]) %p\(index)\n"
        body += "\t%s =l mul %s, 3\n\t%s =l add %s, %i\(index)\n"
        value = value &* 3 &+ UInt64(number)
      }
      text += "function l $f\(function)(\(parameters.joined(separator: ", "))) {\n@start\n\(body)\tret %s\n}\n"
      calls += "\t%r =l call $f\(function)(\(arguments.joined(separator: ", ")))\n\t%s =l add %s, %r\n"
      result &+= value
    }
    try expect(
      result, of: text + "function l $result() {\n@start\n\t%s =l copy 0\n\(calls)\tret %s\n}\n", level)
  }

  @Test func aHundredThousandSymbols() throws {
    let count = 50_000
    var text = ""
    for index in 0..<count {
      text += "export data $d\(index) = { l \(index) }\nexport function l $f\(index)(l %x) {\n@start\n"
      text += "\t%v =l loadl $d\(index)\n\t%y =l add %x, %v\n"
      text += index == 0 ? "\tret %y\n}\n" : "\t%z =l call $f\(index - 1)(l %y)\n\tret %z\n}\n"
    }
    text += "function l $result() {\n@start\n\t%r =l call $f\(count - 1)(l 1)\n\tret %r\n}\n"
    try expect(UInt64(count * (count - 1) / 2 + 1), of: text, .fast)
  }
}
