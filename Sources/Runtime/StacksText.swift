// The runtime's text: stacks of their own, for tasks that nobody can tell what they need.

extension RuntimeText {
  /// Guarded stacks.
  static let stacks = RuntimeText(
    name: "weft/stacks.wir",
    text: """
      ; A stack of so many bytes, with a page below it that nobody may touch; or a negated errno.
      func @weft.stack.take(%bytes: i64) -> ptr {
      entry:
        %all = add i64 %bytes, 4096
        ; Nothing may be done with it; private, anonymous, nothing is set aside.
        %given = syscall mmap(0, %all, 0, 0x4022, -1, 0)
        %hasFailed = lt.s i64 %given, 0
        branch %hasFailed, failed(%given), mapped
      mapped:
        %start = add i64 %given, 4096
        ; Readable and writable.
        %opened = syscall mprotect(%start, %bytes, 3)
        %isClosed = lt.s i64 %opened, 0
        branch %isClosed, unmap, done
      unmap:
        %gone = syscall munmap(%given, %all)
        jump failed(%opened)
      failed(%error: i64):
        %none = ptr.fromint %error
        return %none
      done:
        %stack = ptr.fromint %start
        return %stack
      }

      func @weft.stack.give(%stack: ptr, %bytes: i64) {
      entry:
        %start = offset %stack, -4096
        %all = add i64 %bytes, 4096
        %gone = syscall munmap(%start, %all)
        return
      }
      """)
}
