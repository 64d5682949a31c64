using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Log entries of Google's VPC flow logs as text.</summary>
sealed class GoogleText : ForwardOnlyStream
{
    readonly GoogleFlowLogs logs;
    readonly string name;
    readonly Action<long, string>? malformed;
    readonly ObjectBytes bytes;
    readonly JsonObjectReader objects;
    readonly GoogleLine line = new();
    ReadOnlyMemory<byte> text;
    bool hasObject;

    internal GoogleText(GoogleFlowLogs logs, Stream source, string name, bool hasHeader, Action<long, string>? malformed)
    {
        (this.logs, this.name, this.malformed) = (logs, name, malformed);
        bytes = new ObjectBytes(source, name);
        objects = new JsonObjectReader(bytes);
        text = hasHeader ? Encoding.ASCII.GetBytes(GoogleFlowLogs.Format.ToHeaderLine() + "\n") : default;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (text.IsEmpty && !buffer.IsEmpty)
        {
            if (!Fill())
                return 0;
        }

        var count = Math.Min(buffer.Length, text.Length);
        text.Span[..count].CopyTo(buffer);
        text = text[count..];
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            bytes.Dispose();
        base.Dispose(disposing);
    }

    bool Fill()
    {
        if (!objects.Read())
            return false;
        // Text before the first object is another kind of file.
        if (!hasObject && objects.IsForeign)
            throw new UnreadableObjectException(name, $"{name}: the file has no log entries of Google Cloud, which are JSON objects. Use files of a Cloud "
                + "Storage sink or of 'gcloud logging read --format json', or remove '--from gcp'.");
        hasObject = true;
        line.Clear();
        if ((objects.Problem ?? logs.Add(objects.Current, line)) is { } problem)
        {
            malformed?.Invoke(objects.LineNumber, problem);
            return true;
        }

        text = line.Text;
        return true;
    }
}
