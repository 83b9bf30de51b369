# frozen_string_literal: true

require "bigdecimal"

# The module that the runtime stands in; in a package it has the name of that package.
module Sdk
  # What a package says of itself.
  module Package
    USER_AGENT = "sdk/1.2.3 ruby/#{RUBY_VERSION}".freeze
    DECIMALS = true
  end

  # The types of the tests.
  module Models
  end

  # The operations of the tests.
  module Services
  end
end

require_relative "sdk/runtime/load"
