// Signals from outside while tasks switch: none is lost, none does harm, and none ever runs on a task's stack.

import Compiler
import Foundation
import Gen
import IR
import Image
import Layout
import TestSupport
import Testing

// The C library's functions, which its Swift overlay leaves out.
@_silgen_name("sched_getaffinity")
private func getProcessors(_ process: pid_t, _ size: Int, _ set: UnsafeMutableRawPointer) -> Int32
@_silgen_name("sched_setaffinity")
private func setProcessors(_ process: pid_t, _ size: Int, _ set: UnsafeRawPointer) -> Int32

@Suite struct SignalStormTests {
  /// A child sends 100,000 queued signals that bear their numbers, and between them others; the parent's tasks yield meanwhile,
  /// with stacks of the size that they need and not a byte more. Whoever uses a stack that is not the handlers' is noticed by what
  /// lies behind each task's stack: the next task. The last of each kind is sent when all others have been.
  private static let storm = """
    data @next writable align 8 {
      i64 0
    }

    data @wrong writable align 8 {
      i64 0
    }

    data @others writable align 8 {
      i64 0
    }

    data @isLast writable align 8 {
      i64 0
    }

    func @count(%signal: i32, %info: ptr, %context: ptr) {
    entry:
      %at = offset %info, 24
      %number = load i64 %at
      %next = atomic.add release i64 @next, 1
      %isWrong = ne i64 %number, %next
      %one = ext.u i64 %isWrong
      %old = atomic.add relaxed i64 @wrong, %one
      ; Every vector register and many bytes of stack are used.
      %room = stack.slot [1024 x i8]
      memory.set %room, -1, 1024
      %x = load f64 %room
      %y = mul.f f64 %x, %x
      store f64 %y, %room
      return
    }

    func @other(%signal: i32, %info: ptr, %context: ptr) {
    entry:
      %wide = ext.u i64 %signal
      %isUser = eq i64 %wide, 10
      %bit = select i64 %isUser, 1, 2
      %old = atomic.or relaxed i64 @others, %bit
      return
    }

    func @send(%parent: i64, %count: i64) {
    entry:
      %info = stack.slot [128 x i8] align 8
      memory.set %info, 0, 128
      %code = offset %info, 8
      store i32 -1, %code
      %value = offset %info, 24
      jump loop(0)
    loop(%i: i64):
      store i64 %i, %value
      %e = syscall rt_sigqueueinfo(%parent, 34, %info)
      %isFull = eq i64 %e, -11
      branch %isFull, wait, sent
    wait:
      %x = syscall sched_yield()
      jump loop(%i)
    sent:
      %low = and i64 %i, 7
      %isEighth = eq i64 %low, 0
      branch %isEighth, others, next
    others:
      %y = syscall kill(%parent, 10)
      %z = syscall kill(%parent, 14)
      jump next
    next:
      %n = add i64 %i, 1
      %more = lt.u i64 %n, %count
      branch %more, loop(%n), last
    last:
      %y.1 = syscall kill(%parent, 10)
      %z.1 = syscall kill(%parent, 14)
      %end = syscall exit_group(0)
      unreachable
    }

    func @spin(%seed: i64, %count: i64) -> i64 {
    entry:
      %a = mul i64 %seed, 3
      %b = mul i64 %seed, 5
      %f = tofloat.s f64 %seed
      jump loop(0)
    loop(%sum: i64):
      yield
      %s = add i64 %sum, %a
      %t = sub i64 %s, %b
      %g = toint.sat.s i64 %f
      %u = add i64 %t, %g
      %v = add i64 %u, %seed
      %next = atomic.load acquire i64 @next
      %others = atomic.load relaxed i64 @others
      %isAll = eq i64 %next, %count
      %isBoth = eq i64 %others, 3
      %isDone = and bool %isAll, %isBoth
      branch %isDone, done, loop(%v)
    done:
      return %v
    }

    func @main() -> i32 {
    entry:
      %h1 = signal.handle 34, @count
      %h2 = signal.handle 10, @other
      %h3 = signal.handle 14, @other
      %parent = syscall getpid()
      %child = syscall fork()
      %isChild = eq i64 %child, 0
      branch %isChild, child, parent
    child:
      call @send(%parent, 100000)
      unreachable
    parent:
      %t1 = task.create @spin(1, 100000)
      %t2 = task.create @spin(1000000007, 100000)
      %t3 = task.create @spin(77, 100000)
      %r1 = task.await i64 %t1
      %r2 = task.await i64 %t2
      %r3 = task.await i64 %t3
      ; Each adds 3 and 1 and 1 times its seed, and takes 5 times.
      %r12 = or i64 %r1, %r2
      %r123 = or i64 %r12, %r3
      %wrong = load i64 @wrong
      %all = or i64 %r123, %wrong
      %isRight = eq i64 %all, 0
      %r = select i32 %isRight, 0, 1
      return %r
    }
    """

  @Test(arguments: GenerationOptions.Level.allCases)
  func allQueuedSignalsArrive(level: GenerationOptions.Level) throws {
    let read = Module.read([ModuleSource(name: "storm.wir", bytes: Array(Self.storm.utf8))])
    #expect(read.diagnostics.isEmpty, "\(read.diagnostics)")
    var options = CompilationOptions()
    options.generation.level = level
    let run = try NativeProgram(try Compilation(read.module, options).executable().bytes).run(name: "storm")
    #expect(run.status == 0, "\(run.errorLines)")
  }

  /// Where its threads share one processor, the example's storm is over all the same: none of them waits for a turn of the system's
  /// scheduler for each signal.
  @Test func oneProcessorIsEnough() throws {
    let file = ProjectFiles.root.appending(path: "Examples/signal-storm.wir")
    let read = Module.read([ModuleSource(name: "signal-storm.wir", bytes: try ProjectFiles.bytes(of: file))])
    let program = try NativeProgram(try Compilation(read.module, CompilationOptions()).executable().bytes)
    let run = try onOneProcessor { try program.run(name: "storm", arguments: ["3000"]) }
    #expect(run.status == 0, "\(run.errorLines)")
    #expect(String(decoding: run.output, as: UTF8.self).hasPrefix("queued=3000 out_of_order=0 "))
  }

  /// Runs what processes are started in, which have the first of the processors that this thread may have, and no other.
  private func onOneProcessor<Result>(_ body: () throws -> Result) rethrows -> Result {
    var all = [UInt64](repeating: 0, count: 128)
    let size = all.count * 8
    #expect(getProcessors(0, size, &all) == 0)
    var one = [UInt64](repeating: 0, count: all.count)
    if let word = all.firstIndex(where: { $0 != 0 }) { one[word] = all[word] & (~all[word] &+ 1) }
    #expect(setProcessors(0, size, one) == 0)
    defer { #expect(setProcessors(0, size, all) == 0) }
    return try body()
  }
}
