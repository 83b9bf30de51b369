# frozen_string_literal: true

# A client, its types and its errors.
module Sdk
  # The value of a property that is left out, where +nil+ means +null+: <tt>model.with(due: UNSET)</tt> takes it out.
  UNSET = Object.new

  class << UNSET
    # @return [String]
    def inspect
      "UNSET"
    end
    alias to_s inspect
  end
  UNSET.freeze
end
