# frozen_string_literal: true

require_relative "lib/zendesk_side_conversations/version"

Gem::Specification.new do |spec|
  spec.name = "zendesk_side_conversations"
  spec.version = ZendeskSideConversations::VERSION
  spec.summary = "Client for Zendesk Side Conversations"
  spec.description = "A Ruby client for Zendesk Side Conversations, generated from its OpenAPI description."
  spec.authors = ["The authors of zendesk_side_conversations"]
  spec.licenses = ["MIT", "Apache-2.0"]
  spec.required_ruby_version = ">= 3.0"
  spec.metadata["rubygems_mfa_required"] = "true"
  spec.files = Dir["lib/**/*.rb", "sig/**/*.rbs", "examples/*.rb", "*.md", "LICENSE*"]
end
