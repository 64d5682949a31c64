namespace FlowLogStack.Records;

/// <summary>The first bytes of an object, from which its form is recognized.</summary>
/// <param name="Bytes">The bytes.</param>
/// <param name="Fault">Damage of the object after these bytes, which is reported when they have been used; null if they were read without any.</param>
readonly record struct FirstBytes(byte[] Bytes, UnreadableObjectException? Fault)
{
    /// <summary>Reads bytes until they are enough.</summary>
    /// <param name="source">The object.</param>
    /// <param name="most">Maximum number of bytes.</param>
    /// <param name="isEnough">Whether the form can be recognized from these bytes.</param>
    /// <exception cref="UnreadableObjectException">The object is damaged before its first byte.</exception>
    internal static FirstBytes Of(Stream source, int most, Func<ReadOnlySpan<byte>, bool> isEnough)
    {
        var bytes = new byte[most];
        var filled = 0;
        UnreadableObjectException? fault = null;
        try
        {
            while (filled < most && !isEnough(bytes.AsSpan(0, filled)) && source.Read(bytes.AsSpan(filled)) is > 0 and var read)
                filled += read;
        }
        catch (UnreadableObjectException e) when (filled > 0)
        {
            fault = e;
        }

        Array.Resize(ref bytes, filled);
        return new(bytes, fault);
    }
}
