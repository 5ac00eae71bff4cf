// A worked example of the builder: a compiler for a language of functions over whole numbers.
//
//     factorial(n) = if n < 2 then 1 else n * factorial(n - 1);
//     main() = factorial(5) - 78;
//
// It parses and writes IR in one pass: an `if` becomes blocks whose last has a parameter, and a call finds its function
// whether it comes before or behind.

import IR

/// Why a text of the toy language cannot be compiled.
struct ToyError: Error {
  let message: String
}

/// Compiles the toy language.
struct ToyCompiler {
  private var words: [String]
  private var at = 0
  private var module = Module()
  private var functions: [String: (symbol: Symbol, parameters: [String])] = [:]

  /// Compiles a text to a module.
  static func compile(_ text: String) throws -> Module {
    var compiler = ToyCompiler(text)
    try compiler.declareAll()
    try compiler.defineAll()
    return compiler.module
  }

  private init(_ text: String) {
    words = []
    var word = ""
    for character in text + " " {
      if character.isLetter || character.isNumber {
        word.append(character)
      } else {
        if !word.isEmpty { words.append(word) }
        word = ""
        if !character.isWhitespace { words.append(String(character)) }
      }
    }
  }

  private var next: String { at < words.count ? words[at] : "" }

  private mutating func take() -> String {
    defer { at += 1 }
    return next
  }

  private mutating func expect(_ word: String) throws {
    guard take() == word else { throw ToyError(message: "'\(word)' is missing") }
  }

  // MARK: - Functions

  /// Reads `name(parameters) =`.
  private mutating func head() throws -> (name: String, parameters: [String]) {
    let name = take()
    try expect("(")
    var parameters: [String] = []
    while next != ")" {
      if !parameters.isEmpty { try expect(",") }
      parameters.append(take())
    }
    try expect(")")
    try expect("=")
    return (name, parameters)
  }

  private mutating func declareAll() throws {
    while at < words.count {
      let (name, parameters) = try head()
      // `main` is called by the system, and so has its own signature.
      let result = name == "main" ? Type.i32 : .i64
      let types = Array(repeating: Type.i64, count: parameters.count)
      functions[name] = (module.addFunction(name, Signature(types, results: [result])), parameters)
      while take() != ";" { guard at < words.count else { throw ToyError(message: "';' is missing") } }
    }
    at = 0
  }

  private mutating func defineAll() throws {
    while at < words.count {
      let (name, parameters) = try head()
      guard let function = functions[name] else { continue }
      var failure: (any Error)?
      var compiler = self
      compiler.module = Module()
      module.build(function.symbol) { f in
        var scope: [String: Value] = [:]
        for (parameter, value) in zip(parameters, f.parameters) {
          f.name(value, parameter)
          scope[parameter] = value
        }
        do {
          let result = try compiler.expression(scope, &f)
          f.return(name == "main" ? f.value(.truncate, .i32, result) : result)
        } catch {
          failure = error
        }
      }
      if let failure { throw failure }
      at = compiler.at
      try expect(";")
    }
  }

  // MARK: - Expressions

  private mutating func expression(_ scope: [String: Value], _ f: inout FunctionBuilder) throws -> Value {
    guard next == "if" else { return try comparison(scope, &f) }
    at += 1
    let condition = try comparison(scope, &f)
    let (then, otherwise, after) = (f.block("then"), f.block("else"), f.block("after", .i64))
    f.branch(f.value(.notEqual, .i64, condition, 0), Destination(then), Destination(otherwise))
    try expect("then")
    f.begin(then)
    f.jump(after, try expression(scope, &f))
    try expect("else")
    f.begin(otherwise)
    f.jump(after, try expression(scope, &f))
    f.begin(after)
    return f.parameters(of: after)[0]
  }

  private mutating func comparison(_ scope: [String: Value], _ f: inout FunctionBuilder) throws -> Value {
    let left = try sum(scope, &f)
    guard next == "<" else { return left }
    at += 1
    let right = try sum(scope, &f)
    return f.value(.extendUnsigned, .i64, f.value(.lessSigned, .i64, left, right))
  }

  private mutating func sum(_ scope: [String: Value], _ f: inout FunctionBuilder) throws -> Value {
    var left = try product(scope, &f)
    while next == "+" || next == "-" {
      let opcode: Opcode = take() == "+" ? .add : .subtract
      left = f.value(opcode, .i64, left, try product(scope, &f))
    }
    return left
  }

  private mutating func product(_ scope: [String: Value], _ f: inout FunctionBuilder) throws -> Value {
    var left = try atom(scope, &f)
    while next == "*" {
      at += 1
      left = f.value(.multiply, .i64, left, try atom(scope, &f))
    }
    return left
  }

  private mutating func atom(_ scope: [String: Value], _ f: inout FunctionBuilder) throws -> Value {
    let word = take()
    if word == "(" {
      let inner = try expression(scope, &f)
      try expect(")")
      return inner
    }
    if let number = Int(word) { return f.value(.add, .i64, number, 0) }
    if let value = scope[word] { return value }
    guard let function = functions[word] else { throw ToyError(message: "what is '\(word)'?") }
    try expect("(")
    var arguments: [Value] = []
    while next != ")" {
      if !arguments.isEmpty { try expect(",") }
      arguments.append(try expression(scope, &f))
    }
    try expect(")")
    guard arguments.count == function.parameters.count else {
      throw ToyError(message: "\(word) takes \(function.parameters.count) arguments")
    }
    return f.call(function.symbol, arguments)[0]
  }
}
