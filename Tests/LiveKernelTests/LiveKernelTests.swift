// The running kernel's word on the records: it writes exactly the bytes that they say.

import Glibc
import Layout
import Testing

@Suite(.enabled(if: Linux.isAsked, "the live tests ask an x86_64 kernel")) struct LiveKernelTests {
  @Test(arguments: LiveRecord.all)
  func kernelWritesExactlyTheRecord(_ record: LiveRecord) throws {
    #expect(try record.disagreements() == [])
  }

  @Test(.enabled(if: LiveRecord.canSetUpRings, "this kernel or its sandbox refuses io_uring"))
  func kernelWritesExactlyTheParametersOfRings() throws {
    #expect(try LiveRecord.rings.disagreements() == [])
  }

  @Test(.enabled(if: LiveRecord.canNameFiles, "the temporary folder's file system has no file handles"))
  func kernelWritesExactlyTheFileHandle() throws {
    #expect(try LiveRecord.handle.disagreements() == [])
  }

  /// pselect6 takes its signal set with its size behind one pointer: a set of any other size than 8 is refused.
  @Test(arguments: [8, 16] as [UInt])
  func signalSetArrivesWithItsSize(_ size: UInt) throws {
    var pack = Kernel.SigsetArgpack(on: .x86_64)
    pack.size = size
    func ask() throws {
      try withAddress(of: [UInt8](repeating: 0, count: 16)) { set in
        pack.p = Address(set)
        try withAddress(of: Kernel.Timespec(on: .x86_64).bytes) { now in
          try withAddress(of: pack.bytes) { try Linux.call(\.pselect6, 0, 0, 0, 0, now, $0) }
        }
      }
    }
    if size == 8 {
      try ask()
    } else {
      #expect(#expect(throws: KernelRefusal.self) { try ask() }?.error == EINVAL)
    }
  }

  /// The check must be able to fail: a record that claims one byte more or less than the kernel writes is found out.
  @Test(arguments: LiveRecord.all)
  func claimOfAnotherSizeIsFoundOut(_ record: LiveRecord) throws {
    guard record.trailing == 0, let last = record.layout.fields.last, last.type.size > 0 else { return }
    let images = try record.images()

    var longer = record.layout
    var claim = last
    claim.name = "claim"
    claim.type = TypeLayout(spelling: "char", size: 1, alignment: 1, shape: .scalar(.char))
    claim.bits = nil
    claim.offset = longer.size
    longer.fields.append(claim)
    longer.size += 1
    #expect(
      record.disagreements(of: images, with: longer).contains {
        $0 == "byte \(record.layout.size) of 'claim' was not written"
      })

    var shorter = record.layout
    shorter.fields.removeLast()
    shorter.size = last.offset
    #expect(record.disagreements(of: images, with: shorter).contains { $0.hasSuffix("outside the record") })
  }
}

extension LiveRecord: CustomTestStringConvertible {
  var testDescription: String { title }
}
