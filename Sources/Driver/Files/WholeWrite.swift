// Writing all of some bytes to a descriptor, however many calls that takes.

import Glibc

/// Writes of which the whole is done or the cause told.
enum WholeWrite {
  /// Writes all of `bytes`, and gives the error number of what prevented that, or nil.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    bytes.withUnsafeBytes { all in
      var rest = all[...]
      while !rest.isEmpty {
        let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if written > 0 {
          rest = rest.dropFirst(written)
        } else if written == 0 {
          return EIO
        } else if errno != EINTR {
          return errno
        }
      }
      return nil
    }
  }
}
