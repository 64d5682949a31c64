namespace FlowLogStack.Processing;

/// <summary>Writer of a line's log stream and log group as JSON members, encoded once for each origin.</summary>
sealed class OriginJson
{
    LineOrigin? origin;
    byte[] members = [];

    /// <summary>Writes <c>,"logStream":"…","logGroup":"…"</c>.</summary>
    public void Write(OutputBuffer output, LineOrigin from)
    {
        if (!ReferenceEquals(origin, from))
        {
            members = [.. ",\"logStream\":"u8, .. JsonText.Quote(from.Name), .. ",\"logGroup\":"u8, .. JsonText.Quote(from.Host)];
            origin = from;
        }

        output.Append(members);
    }
}
