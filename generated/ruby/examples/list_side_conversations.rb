# frozen_string_literal: true

# List the side conversations of a ticket
#
# Run it with `ruby examples/list_side_conversations.rb`.

require_relative "common"

client = Example.client
page = client.side_conversations.list(4711).page
pp page
