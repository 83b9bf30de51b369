# frozen_string_literal: true

# Uploads and downloads through the SDK, see `streams.rs`.

require "zendesk_side_conversations"

client = ZendeskSideConversations::Client.new(base_url: ARGV.fetch(0), bearer_auth: "t", timeout: 600)
$stdout.sync = true
$stdin.each_line do |line|
  what, name = line.split
  bytes = 0
  if what == "upload"
    client.attachments.upload({ file: ZendeskSideConversations::Upload.file(name) })
  else
    client.attachments.download(1, "c", "a", name).each { |piece| bytes += piece.bytesize }
  end
  puts bytes
end
