# frozen_string_literal: true

# Download a file of a message
#
# Run it with `ruby examples/download_side_conversation_attachment.rb`.

require_relative "common"

client = Example.client
download = client.attachments.download(
  4711,
  "5a3c3f40-1618-11f1-af1c-4a3b9c7d10e2",
  "s3-14045c0d-b36a-4400-8462-aa987cfa3f12",
  "printer.log"
)
puts "#{download.read.bytesize} bytes"
