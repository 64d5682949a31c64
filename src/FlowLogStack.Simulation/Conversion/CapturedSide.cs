namespace FlowLogStack.Simulation;

/// <summary>The packets of a connection in one direction.</summary>
/// <param name="Packets">How many there are.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="FirstFlags">The <c>tcp-flags</c> of its beginning: 2 for SYN, 18 for SYN-ACK.</param>
/// <param name="LastFlags">The <c>tcp-flags</c> of its end: 1 for FIN, 4 for RST.</param>
readonly record struct CapturedSide(long Packets, long Bytes, byte FirstFlags = 0, byte LastFlags = 0)
{
    internal const byte Fin = 1;
    internal const byte Syn = 2;
    internal const byte Reset = 4;
    internal const byte Push = 8;
    internal const byte Ack = 16;
    internal const byte SynAck = 18;

    /// <summary>Returns whether packets of a destination are more than a rejection.</summary>
    /// <param name="packets">Number of packets.</param>
    /// <param name="bits">The flags of all of them; 0 for none.</param>
    internal static bool IsAnswer(long packets, int bits) => packets > 0 && ((bits & SynAck) == SynAck || (bits & Reset) == 0 || (bits & Push) != 0);

    /// <summary>A direction with the flags of its packets together.</summary>
    /// <param name="packets">Number of packets.</param>
    /// <param name="bytes">Their bytes.</param>
    /// <param name="bits">The flags; 0 for none.</param>
    /// <param name="isServer">Whether it is the server's: a SYN and an ACK are a SYN-ACK there, and a SYN and what follows it elsewhere.</param>
    internal static CapturedSide Of(long packets, long bytes, int bits, bool isServer) =>
        new(packets, bytes, (bits & Syn) == 0 ? (byte)0 : isServer && (bits & Ack) != 0 ? SynAck : Syn, (byte)(bits & (Fin | Reset)));
}
