// swift-tools-version: 6.2
// The plan of the package: one target per line of Documentation/Architecture.md, each importing only what stands below it.

import PackageDescription

/// Every product target is compiled the same way: no warning passes, and what crosses a target on a hot path may be inlined.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

let package = Package(
  name: "weft",
  products: [
    .library(name: "Layout", targets: ["Layout"]),
    .library(name: "IR", targets: ["IR"]),
    .library(name: "VM", targets: ["VM"]),
    .library(name: "Compiler", targets: ["Compiler"]),
    .executable(name: "weft", targets: ["weft"]),
  ],
  targets: [
    .target(name: "Layout", swiftSettings: strict),

    .target(name: "IR", dependencies: ["Layout"], swiftSettings: strict),
    .target(name: "QBE", dependencies: ["IR", "Layout"], swiftSettings: strict),
    .target(name: "VM", dependencies: ["IR", "Layout"], swiftSettings: strict),

    .target(name: "Runtime", dependencies: ["IR"], swiftSettings: strict),
    .target(name: "Gen", dependencies: ["IR", "Layout"], swiftSettings: strict),
    .target(name: "Image", dependencies: ["Layout"], swiftSettings: strict),
    .target(name: "Compiler", dependencies: ["Gen", "IR", "Image", "Layout", "Runtime"], swiftSettings: strict),

    // libelf and libdw, linked statically into the release command: see NOTICE.
    .systemLibrary(name: "CElfutils"),
    // Capstone, linked statically into the release command too.
    .systemLibrary(name: "CCapstone"),
    // abi-fixtures/recorded/, embedded into the command.
    .target(name: "CRecordedFacts"),
    .target(name: "CrossCheck", dependencies: ["Layout", "CElfutils", "CRecordedFacts"], swiftSettings: strict),
    .target(
      name: "Inspection", dependencies: ["Layout", "CrossCheck", "CElfutils", "CCapstone"], swiftSettings: strict),

    .target(
      name: "Driver",
      dependencies: ["Layout", "IR", "QBE", "VM", "Gen", "Image", "Compiler", "CrossCheck", "Inspection"],
      swiftSettings: strict),
    .executableTarget(
      name: "weft", dependencies: ["Driver"], swiftSettings: strict,
      // Without the debug information of every library that is linked in, but with the names of functions, for profilers.
      linkerSettings: [
        .unsafeFlags(["-static-executable", "-Xlinker", "--strip-debug"], .when(configuration: .release))
      ]),

    // The bare system call and a bare signal handler, for the tests that ask the running kernel.
    .target(name: "KernelProbe", path: "Tests/KernelProbe"),
    .testTarget(name: "LiveKernelTests", dependencies: ["Layout", "KernelProbe"], swiftSettings: strict),
    // Random records in C, for the tests of layout and of calls.
    .target(
      name: "RandomRecords", dependencies: ["Layout", "TestSupport"], path: "Tests/RandomRecords",
      swiftSettings: strict),
    .testTarget(
      name: "LayoutTests", dependencies: ["Layout", "RandomRecords", "TestSupport"], exclude: ["Declarations"],
      swiftSettings: strict),
    // Random programs in the IR, for the tests and for the long campaign, which is a program of its own.
    .target(
      name: "ProgramFuzz", dependencies: ["Compiler", "Gen", "Image", "IR", "VM", "TestSupport"],
      path: "Tests/ProgramFuzz", swiftSettings: strict),
    .executableTarget(
      name: "program-fuzz", dependencies: ["ProgramFuzz"], path: "Tests/ProgramFuzzCommand", swiftSettings: strict),
    .testTarget(
      name: "ProgramFuzzTests", dependencies: ["ProgramFuzz", "TestSupport", "Gen", "IR"], swiftSettings: strict),
    .testTarget(
      name: "CrossCallTests",
      dependencies: ["Compiler", "Gen", "IR", "Image", "Layout", "RandomRecords", "TestSupport"],
      swiftSettings: strict),
    // What several tests need: random numbers from a seed, and a program's run compared with what its text states.
    .target(name: "TestSupport", dependencies: ["IR", "VM"], path: "Tests/TestSupport", swiftSettings: strict),
    // Damaged texts in the IR, for the tests and for the long campaign, which is a program of its own.
    .target(
      name: "IRStress", dependencies: ["Compiler", "Gen", "IR", "Image", "Layout", "QBE", "TestSupport", "VM"],
      path: "Tests/IRStress", swiftSettings: strict),
    .executableTarget(
      name: "ir-stress", dependencies: ["IR", "IRStress"], path: "Tests/IRStressCommand", swiftSettings: strict),
    .testTarget(
      name: "IRTests", dependencies: ["IR", "IRStress", "Layout", "TestSupport"], exclude: ["Filetests"],
      swiftSettings: strict),
    .testTarget(name: "ExampleTests", dependencies: ["VM", "IR", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "VMTests", dependencies: ["VM", "IR", "Layout", "TestSupport"], exclude: ["Filetests"],
      swiftSettings: strict),
    .testTarget(
      name: "QBETests",
      dependencies: ["QBE", "Compiler", "Gen", "IR", "IRStress", "Image", "TestSupport", "VM"],
      exclude: ["Filetests", "Corpus", "Programs"], swiftSettings: strict),
    .testTarget(name: "CrossCheckTests", dependencies: ["CrossCheck", "Layout", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "GenTests", dependencies: ["Gen", "IR", "Layout", "TestSupport", "VM"], exclude: ["Generators"],
      swiftSettings: strict),
    // A worked example of the library product `Compiler`.
    .executableTarget(
      name: "library-example", dependencies: ["Compiler", "IR", "Image"], path: "Examples/Library",
      swiftSettings: strict),
    .testTarget(
      name: "CompilerTests",
      dependencies: [
        "Compiler", "Gen", "IR", "Image", "Layout", "ProgramFuzz", "Runtime", "VM", "TestSupport", "library-example",
      ],
      exclude: ["Debugger", "Objects"],
      swiftSettings: strict),
    .testTarget(name: "ImageTests", dependencies: ["Image", "Layout"], swiftSettings: strict),
    .testTarget(
      name: "InspectionTests", dependencies: ["Inspection", "CrossCheck", "Image", "Layout"], swiftSettings: strict),
    .testTarget(
      name: "DriverTests", dependencies: ["Driver", "CrossCheck", "Layout", "TestSupport"],
      exclude: ["Golden", "Inputs"],
      swiftSettings: strict),
  ]
)
