namespace FlowLogStack.Parquet;

/// <summary>Types in which Parquet stores values, with the numbers of its specification.</summary>
enum PhysicalType
{
    /// <summary>A bit.</summary>
    Boolean = 0,

    /// <summary>A whole number of 32 bits.</summary>
    Int32 = 1,

    /// <summary>A whole number of 64 bits.</summary>
    Int64 = 2,

    /// <summary>A time in 96 bits.</summary>
    Int96 = 3,

    /// <summary>A floating-point number of 32 bits.</summary>
    Float = 4,

    /// <summary>A floating-point number of 64 bits.</summary>
    Double = 5,

    /// <summary>Bytes, also as text.</summary>
    ByteArray = 6,

    /// <summary>Bytes of one length.</summary>
    FixedLengthByteArray = 7,
}
