//! Uploads and downloads through the SDK, see `src/bin/streams.rs` of the package `conformance`.

use std::error::Error;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, BufReader};
use zendesk_side_conversations::{services, Client, Upload};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder()
        .base_url(std::env::args().nth(1).unwrap_or_default())
        .bearer_auth("t")
        .timeout(Duration::from_secs(600))
        .build()?;
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    while let Some(line) = lines.next_line().await? {
        let received = match line.split_once(' ') {
            Some(("upload", path)) => upload(&client, path).await?,
            Some((_, name)) => download(&client, name).await?,
            None => return Err(line.into()),
        };
        println!("{received}");
    }
    Ok(())
}

async fn upload(client: &Client, path: &str) -> Result<usize, Box<dyn Error>> {
    let file = Upload::file(path);
    let form = services::UploadSideConversationAttachmentForm { file };
    client.attachments().upload(form).await?;
    Ok(0)
}

async fn download(client: &Client, name: &str) -> Result<usize, Box<dyn Error>> {
    let mut body = client.attachments().download(1, "c", "a", name).await?;
    let mut received = 0;
    while let Some(piece) = body.next_chunk().await {
        received += piece?.len();
    }
    Ok(received)
}
