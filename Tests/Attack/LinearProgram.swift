import CGLPK
import Foundation

/// Variables with whole values within linear bounds; ``extremes(_:)`` gives the least and the greatest value of each.
final class LinearProgram {
  /// The greatest value of any variable, and so the upper end where none is known.
  static let most = 100_000

  // Not every build of GLPK promises that its environment is safe for threads, so only one program runs at a time.
  private static let lock = NSLock()

  private let problem = glp_create_prob()
  private var terms = 0

  /// Builds a program and queries it, while no other program runs.
  static func alone<Result>(_ body: (LinearProgram) -> Result) -> Result {
    lock.withLock {
      glp_term_out(GLP_OFF)
      return body(LinearProgram())
    }
  }

  deinit { glp_delete_prob(problem) }

  /// Adds a variable of at least 0, or one with a fixed value if that is known.
  func variable(_ known: Int? = nil) -> Int32 {
    let column = glp_add_cols(problem, 1)
    glp_set_col_kind(problem, column, GLP_IV)
    if let known {
      glp_set_col_bnds(problem, column, GLP_FX, Double(known), Double(known))
    } else {
      glp_set_col_bnds(problem, column, GLP_DB, 0, Double(Self.most))
    }
    return column
  }

  /// Adds a variable within bounds.
  func variable(in values: ClosedRange<Int>) -> Int32 {
    let column = variable(values.count == 1 ? values.lowerBound : nil)
    if values.count > 1 {
      glp_set_col_bnds(
        problem, column, GLP_DB, Double(values.lowerBound),
        Double(min(values.upperBound, Self.most)))
    }
    return column
  }

  /// Requires the sum of `left` to equal the sum of `right`, or to be at most that.
  func relate(_ left: [Int32], _ right: [Int32], atMost: Bool = false) {
    var weights: [Int32: Double] = [:]
    for column in left { weights[column, default: 0] += 1 }
    for column in right { weights[column, default: 0] -= 1 }
    let row = glp_add_rows(problem, 1)
    glp_set_row_bnds(problem, row, atMost ? GLP_UP : GLP_FX, 0, 0)
    let columns = weights.keys.sorted()
    // GLPK counts from 1, so the first element is not used.
    let indices: [Int32] = [0] + columns
    let values: [Double] = [0] + columns.map { weights[$0] ?? 0 }
    glp_set_mat_row(problem, row, Int32(columns.count), indices, values)
  }

  /// Returns the least and the greatest whole value of a variable; nil if no values satisfy all that is required.
  func extremes(_ column: Int32) -> ClosedRange<Int>? {
    glp_set_obj_coef(problem, column, 1)
    defer { glp_set_obj_coef(problem, column, 0) }
    let ends = [GLP_MIN, GLP_MAX].map { direction -> Int? in
      glp_set_obj_dir(problem, direction)
      var simplex = glp_smcp()
      glp_init_smcp(&simplex)
      simplex.msg_lev = GLP_MSG_OFF
      guard glp_simplex(problem, &simplex) == 0, glp_get_status(problem) == GLP_OPT else {
        return nil
      }
      var whole = glp_iocp()
      glp_init_iocp(&whole)
      whole.msg_lev = GLP_MSG_OFF
      guard glp_intopt(problem, &whole) == 0, glp_mip_status(problem) == GLP_OPT else {
        return nil
      }
      return Int(glp_mip_obj_val(problem).rounded())
    }
    guard let least = ends[0], let greatest = ends[1] else { return nil }
    return least...greatest
  }
}
