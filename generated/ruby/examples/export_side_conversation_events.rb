# frozen_string_literal: true

# Export events of all side conversations
#
# Run it with `ruby examples/export_side_conversation_events.rb`.

require_relative "common"

client = Example.client
page = client.events.export(start_time: 1772463600).page
pp page
