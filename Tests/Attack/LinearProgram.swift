import CGLPK
import Foundation

/// Whole numbers within linear bounds, of which the least and the greatest value of each is asked.
final class LinearProgram {
  /// No variable is greater; stands for no upper end.
  static let most = 100_000

  // GLPK's environment is not said to be safe for threads in every build: one program at a time.
  private static let lock = NSLock()

  private let problem = glp_create_prob()
  private var terms = 0

  /// Builds a program and asks it, alone.
  static func alone<Result>(_ body: (LinearProgram) -> Result) -> Result {
    lock.withLock {
      glp_term_out(GLP_OFF)
      return body(LinearProgram())
    }
  }

  deinit { glp_delete_prob(problem) }

  /// Adds a variable of at least 0; one that is known has that value.
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

  /// Says that the sum of the first is the sum of the others, or at most that.
  func relate(_ left: [Int32], _ right: [Int32], atMost: Bool = false) {
    var weights: [Int32: Double] = [:]
    for column in left { weights[column, default: 0] += 1 }
    for column in right { weights[column, default: 0] -= 1 }
    let row = glp_add_rows(problem, 1)
    glp_set_row_bnds(problem, row, atMost ? GLP_UP : GLP_FX, 0, 0)
    let columns = weights.keys.sorted()
    // GLPK counts from 1.
    let indices: [Int32] = [0] + columns
    let values: [Double] = [0] + columns.map { weights[$0] ?? 0 }
    glp_set_mat_row(problem, row, Int32(columns.count), indices, values)
  }

  /// The least and the greatest whole value of a variable; nil when nothing fits all that is known.
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
