// The circles of a graph: sets of nodes each of which leads to each other.

/// Finds the strongly connected components of graphs.
public enum StrongComponents {
  /// The components of the graph whose nodes are the numbers below `count`, each behind those that it leads to.
  ///
  /// This is Tarjan's algorithm with a stack of its own.
  /// - Complexity: O(nodes + edges).
  public static func find(_ count: Int, successors: (Int) -> [Int]) -> [[Int]] {
    var components: [[Int]] = []
    var numbers = Array(repeating: -1, count: count)
    var low = Array(repeating: 0, count: count)
    var isOpen = Array(repeating: false, count: count)
    var open: [Int] = []
    var stack: [(node: Int, next: Int, successors: [Int])] = []
    var next = 0
    for root in 0..<count where numbers[root] < 0 {
      stack.append((root, 0, successors(root)))
      while let top = stack.last {
        let node = top.node
        if numbers[node] < 0 {
          numbers[node] = next
          low[node] = next
          next += 1
          open.append(node)
          isOpen[node] = true
        }
        if top.next < top.successors.count {
          stack[stack.count - 1].next += 1
          let successor = top.successors[top.next]
          if numbers[successor] < 0 {
            stack.append((successor, 0, successors(successor)))
          } else if isOpen[successor] {
            low[node] = min(low[node], numbers[successor])
          }
          continue
        }
        stack.removeLast()
        if let above = stack.last { low[above.node] = min(low[above.node], low[node]) }
        guard low[node] == numbers[node] else { continue }
        var component: [Int] = []
        while let member = open.popLast() {
          isOpen[member] = false
          component.append(member)
          if member == node { break }
        }
        components.append(component)
      }
    }
    return components
  }
}
