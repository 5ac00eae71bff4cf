// Executes one instruction between states of the processor that are given and taken as a whole.

import Foundation
import Gen
import Testing

/// Registers, flags and memory before or after an instruction.
struct ProcessorState: Equatable {
  /// The 16 general registers, the flags, a gap, two words for each vector register, and 8 words of memory.
  var words = [UInt64](repeating: 0, count: 58)

  static let flags = 16
  static func vector(_ number: Int) -> Int { 18 + number * 2 }
  static let memory = 50
  /// Each flag's bit, by its bit in `ProcessorFlags`.
  static let flagBits: [UInt64] = [0, 2, 4, 6, 7, 11, 10]
  static let flagMask: UInt64 = flagBits.reduce(0) { $0 | 1 << $1 }

  /// The bits of flags.
  static func mask(_ flags: ProcessorFlags) -> UInt64 {
    flagBits.enumerated().reduce(0) { $0 | (flags.rawValue >> UInt8($1.offset) & 1 != 0 ? 1 << $1.element : 0) }
  }
}

/// Executable memory with code around an instruction that loads a state and stores one.
final class Executor {
  private let code: UnsafeMutableRawPointer
  private let block: UnsafeMutablePointer<UInt64>
  private static let size = 1 << 16
  /// How many instructions were executed.
  private(set) var runs = 0

  init() throws {
    let pages = mmap(nil, Self.size, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    code = try #require(pages == MAP_FAILED ? nil : pages)
    block = UnsafeMutableRawPointer.allocate(byteCount: 4096, alignment: 64).bindMemory(to: UInt64.self, capacity: 512)
    block.initialize(repeating: 0, count: 512)
  }

  deinit {
    munmap(code, Self.size)
    block.deallocate()
  }

  /// Where the memory operand is.
  var address: UInt64 { UInt64(UInt(bitPattern: block + ProcessorState.memory)) & ~15 }

  /// Puts an instruction between the loading and the storing of the state.
  func prepare(_ instance: EncoderInstance) {
    var buffer = CodeBuffer()
    buffer.beginFunction()
    let saved: [MachineRegister] = [.rbx, .rbp, .r12, .r13, .r14, .r15, .rdi]
    for register in saved { buffer.emit(.push, rm: register) }
    for number in 0..<16 {
      buffer.emit(
        .movups, reg: MachineRegister(vector: UInt8(number)),
        memory: MemoryOperand(.rdi, Int32(ProcessorState.vector(number) * 8)))
    }
    buffer.emit(.pushMemory, memory: MemoryOperand(.rdi, Int32(ProcessorState.flags * 8)))
    buffer.emit(.popFlags)
    let loaded = EncoderInstances.general.filter { $0 != .rsp && $0 != .rdi } + [.rdi]
    for register in loaded {
      buffer.emit(.mov, .bits64, reg: register, memory: MemoryOperand(.rdi, Int32(register.number) * 8))
    }
    instance.emit(to: &buffer)
    // The block's address is on the stack, and rax comes there.
    let out: Int32 = 2048
    buffer.emit(.xchg, .bits64, reg: .rax, memory: MemoryOperand(.rsp))
    for register in EncoderInstances.general where register != .rsp && register != .rax {
      buffer.emit(.movStore, .bits64, reg: register, memory: MemoryOperand(.rax, out + Int32(register.number) * 8))
    }
    buffer.emit(.pushFlags)
    buffer.emit(.popMemory, memory: MemoryOperand(.rax, out + Int32(ProcessorState.flags * 8)))
    buffer.emit(.popMemory, memory: MemoryOperand(.rax, out))
    for number in 0..<16 {
      buffer.emit(
        .movupsStore, reg: MachineRegister(vector: UInt8(number)),
        memory: MemoryOperand(.rax, out + Int32(ProcessorState.vector(number) * 8)))
    }
    for register in saved.dropLast().reversed() { buffer.emit(.pop, rm: register) }
    buffer.emit(.cld)
    buffer.emit(.ret)
    buffer.finishFunction()
    UnsafeMutableRawBufferPointer(start: code, count: Self.size).copyBytes(from: buffer.bytes())
  }

  func run(_ state: ProcessorState) -> ProcessorState {
    runs += 1
    for index in state.words.indices { block[index] = state.words[index] }
    typealias Function = @convention(c) (UnsafeMutablePointer<UInt64>) -> Void
    unsafeBitCast(code, to: Function.self)(block)
    var result = ProcessorState()
    for index in 0..<ProcessorState.memory { result.words[index] = block[256 + index] }
    for index in ProcessorState.memory..<result.words.count { result.words[index] = block[index] }
    result.words[4] = state.words[4]
    result.words[17] = state.words[17]
    result.words[ProcessorState.flags] &= ProcessorState.flagMask
    return result
  }
}
