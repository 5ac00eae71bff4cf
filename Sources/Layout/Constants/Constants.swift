// Looking constants up: by group and name with the compiler's help, and by text in both directions.
//
//     Constants.kernel.mmap.MAP_ANONYMOUS                          // typed: a misspelt name does not compile
//     Constants.named("EAGAIN")                                    // text to constant: 11, of the group errno
//     Constants.names(of: 11, in: "errno", on: .x86_64)            // a number to its names: EAGAIN, EWOULDBLOCK

/// Constants that belong together, each declared once as a stored property of type `Constant` under its C name, in the
/// order in which the headers have them.
///
/// A group is an object and not a value: the optimiser takes apart a value of hundreds of properties, which takes minutes.
public protocol ConstantGroup: AnyObject, Sendable {}

/// A constant with all that is known of it.
public struct NamedConstant: Sendable, Hashable {
  /// The C name.
  public let name: String
  /// Whose headers declare it.
  public let view: View
  /// The name of its group: the property of `Constants.kernel` or `Constants.libc` that holds it.
  public let group: String
  /// Its value on each target that has it.
  public let constant: Constant
}

/// The constants of the kernel's and the C library's headers.
public enum Constants {
  /// The kernel's constants, by group.
  public static let kernel = KernelConstants()
  /// The C library's constants, by group: those that the kernel's headers lack or have otherwise.
  public static let libc = LibcConstants()

  /// Every constant, the kernel's before libc's, in the order of declaration.
  public static let all: [NamedConstant] = constants(of: .kernel) + constants(of: .libc)

  /// The names of a view's groups, in the order of declaration.
  public static func groups(of view: View) -> [String] {
    declaration(of: view).map(\.name)
  }

  /// The constants of a group, in the order of declaration; empty where the view has no such group.
  public static func constants(in group: String, of view: View) -> [NamedConstant] {
    Array(all[places[view]?[group] ?? 0..<0])
  }

  /// The constant with the C name `name`. Where both views have it, the kernel's unless `view` says otherwise.
  /// - Complexity: O(1) after the first use.
  public static func named(_ name: String, view: View? = nil) -> NamedConstant? {
    let places = byName[name, default: []]
    return places.first { view == nil || all[$0].view == view }.map { all[$0] }
  }

  /// The names of a value in a group, in the order of declaration: the first is the usual one, the others are aliases.
  public static func names(of value: Int128, in group: String, view: View = .kernel, on target: Target) -> [String] {
    constants(in: group, of: view).filter { $0.constant.value(on: target) == value }.map(\.name)
  }

  /// Where in `all` each group's constants are.
  private static let places: [View: [String: Range<Int>]] = {
    var places: [View: [String: Range<Int>]] = [:]
    var start = 0
    while start < all.count {
      let (view, group) = (all[start].view, all[start].group)
      let end = all[start...].firstIndex { $0.view != view || $0.group != group } ?? all.count
      places[view, default: [:]][group] = start..<end
      start = end
    }
    return places
  }()

  private static let byName: [String: [Int]] = {
    var places: [String: [Int]] = [:]
    places.reserveCapacity(all.count)
    for (place, constant) in all.enumerated() { places[constant.name, default: []].append(place) }
    return places
  }()

  private static func declaration(of view: View) -> [(name: String, value: any ConstantGroup)] {
    switch view {
    case .kernel: namedProperties(of: kernel)
    case .libc: namedProperties(of: libc)
    }
  }

  private static func constants(of view: View) -> [NamedConstant] {
    declaration(of: view).flatMap { group in
      namedProperties(of: group.value).map { name, constant in
        NamedConstant(name: name, view: view, group: group.name, constant: constant)
      }
    }
  }
}
