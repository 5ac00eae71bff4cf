// Parallel moves in an order do what they would do all at once: every set of up to six moves between registers and slots,
// with immediates, in both banks, executed symbolically.

import IR
import Testing

@testable import Gen

@Suite struct ParallelMoveTests {
  /// A place in small: a register of a bank, or a slot.
  struct Places {
    let bank: RegisterBank
    let registers: Int
    let slots: Int
    var count: Int { registers + slots }

    func location(_ index: Int) -> Location {
      if index >= registers { return Location(slot: UInt32(index - registers)) }
      return Location(MachineRegister(rawValue: UInt8(index) + (bank == .vector ? 16 : 0)))
    }
  }

  static let shapes = [
    Places(bank: .general, registers: 6, slots: 0), Places(bank: .vector, registers: 6, slots: 0),
    Places(bank: .general, registers: 4, slots: 2), Places(bank: .vector, registers: 4, slots: 2),
    Places(bank: .general, registers: 3, slots: 3), Places(bank: .vector, registers: 3, slots: 3),
    Places(bank: .general, registers: 0, slots: 6),
  ]

  /// A move that no instruction makes.
  struct Impossible: Error {}

  /// What registers and slots hold: what place `index` held before is the number `index`, an immediate a number beyond.
  struct Memory {
    /// 64 registers, and behind them slots; -1 is nothing in particular.
    var contents = Array(repeating: -1, count: 128)

    static func index(_ location: Location) -> Int {
      location.isSlot ? 64 + Int(location.slot) : Int(location.rawValue)
    }

    subscript(_ location: Location) -> Int {
      get { contents[Self.index(location)] }
      set { contents[Self.index(location)] = newValue }
    }

    /// Executes one move; what no instruction can do is an error.
    mutating func execute(_ move: MachineMove) throws {
      let source = Location(rawValue: move.source)
      switch move.kind {
      case .copy:
        if source.isSlot && move.destination.isSlot { throw Impossible() }
        self[move.destination] = self[source]
      case .exchange:
        if source.isSlot || move.destination.isSlot || move.bank != .general { throw Impossible() }
        contents.swapAt(Self.index(source), Self.index(move.destination))
      case .immediate, .repeat: self[move.destination] = 1000 + Int(move.source)
      }
    }
  }

  /// Every assignment of a source to each of six places, where none is a place's own: 7^6 of them for each shape.
  @Test(arguments: shapes.indices) func everySetOfSix(shape: Int) throws {
    let places = Self.shapes[shape]
    var parallel = ParallelMoves()
    var moves = WorkArray<MachineMove>()
    var initial = Memory()
    for index in 0..<places.count { initial[places.location(index)] = index }
    var choice = Array(repeating: 0, count: places.count)
    var cases = 0
    repeat {
      moves.removeAll()
      for (index, source) in choice.enumerated() {
        let to = places.location(index)
        if source == places.count {
          parallel.add(MachineMove(.immediate, places.bank, to: to, from: UInt32(index)))
        } else {
          parallel.add(MachineMove(places.bank, to: to, from: places.location(source)))
        }
      }
      parallel.resolve(into: &moves, .x86_64)
      var memory = initial
      for move in moves.array { try memory.execute(move) }
      for (index, source) in choice.enumerated() {
        let wanted = source == places.count ? 1000 + index : source
        guard memory[places.location(index)] != wanted else { continue }
        Issue.record("\(choice) on \(places): \(moves.array)")
        return
      }
      // Besides, only what is never allocated was written.
      memory[Location(.xmm14)] = -1
      memory[Location(.xmm15)] = -1
      for index in 0..<places.count { memory[places.location(index)] = index }
      guard memory.contents == initial.contents else {
        Issue.record("\(choice) on \(places) writes elsewhere: \(moves.array)")
        return
      }
      cases += 1
    } while Self.advance(&choice, base: places.count + 1)
    #expect(cases == 117_649)
  }

  /// The next assignment of six digits.
  private static func advance(_ digits: inout [Int], base: Int) -> Bool {
    for index in digits.indices {
      digits[index] += 1
      if digits[index] < base { return true }
      digits[index] = 0
    }
    return false
  }

  /// Both banks and memory at once, and more moves than are looked through one by one.
  @Test func manyAtOnce() throws {
    for size in [12, 24, 25, 40, 60] {
      for shift in [1, 2, 5, size / 2] {
        var parallel = ParallelMoves()
        var memory = Memory()
        var wanted: [UInt32: Int] = [:]
        // Cycles among general registers, among vector registers and among slots.
        for (bank, first, count) in [(RegisterBank.general, 0, 4), (.vector, 16, 10), (.general, 64, size)] {
          let places = (0..<count).map { index in
            first == 64 ? Location(slot: UInt32(index)) : Location(MachineRegister(rawValue: UInt8(first + index)))
          }
          for index in 0..<count {
            memory[places[index]] = first * 100 + index
            let source = (index + shift) % count
            wanted[places[index].rawValue] = first * 100 + source
            parallel.add(MachineMove(bank, to: places[index], from: places[source]))
          }
        }
        var moves = WorkArray<MachineMove>()
        parallel.resolve(into: &moves, .x86_64)
        let isEmpty = parallel.isEmpty
        #expect(isEmpty)
        for move in moves.array { try memory.execute(move) }
        for (location, value) in wanted { #expect(memory[Location(rawValue: location)] == value) }
      }
    }
  }
}
