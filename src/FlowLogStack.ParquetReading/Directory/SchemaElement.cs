using System.Text;

namespace FlowLogStack.Parquet;

/// <summary>An element of the schema as it is stored: a column, or a group of the elements behind it.</summary>
struct SchemaElement()
{
    const int Repeated = 2;
    const int ConvertedUnsigned = 11;
    const int ConvertedUnsigned64 = 14;
    const int ConvertedSigned64 = 18;
    const int LogicalInteger = 10;

    static readonly string[] ConvertedNames = ["STRING", "MAP", "MAP", "LIST", "ENUM", "DECIMAL", "DATE", "TIME", "TIME", "TIMESTAMP", "TIMESTAMP"];
    static readonly string[] LogicalNames = ["", "STRING", "MAP", "LIST", "ENUM", "DECIMAL", "DATE", "TIME", "TIMESTAMP", "INTERVAL", "INTEGER",
        "UNKNOWN", "JSON", "BSON", "UUID", "FLOAT16"];
    static readonly string[] PhysicalNames = ["BOOLEAN", "INT32", "INT64", "INT96", "FLOAT", "DOUBLE", "BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY"];

    int type = -1;
    int repetition;
    int converted = -1;
    int logical = -1;
    bool isSigned = true;

    /// <summary>Name of the element.</summary>
    internal string Name { get; private set; } = "";

    /// <summary>Number of elements in the group; 0 for a column.</summary>
    internal int Children { get; private set; }

    /// <summary>Reads an element.</summary>
    internal static SchemaElement Read(ref ThriftReader reader)
    {
        var element = new SchemaElement();
        var id = 0;
        while (reader.TryReadField(ref id, out var kind))
        {
            switch (id)
            {
                case 1:
                    element.type = (int)reader.ReadNumber();
                    break;
                case 3:
                    element.repetition = (int)reader.ReadNumber();
                    break;
                case 4:
                    element.Name = Encoding.UTF8.GetString(reader.ReadText());
                    break;
                case 5:
                    element.Children = checked((int)reader.ReadNumber());
                    break;
                case 6:
                    element.converted = (int)reader.ReadNumber();
                    break;
                case 10 when kind == ThriftReader.Structure:
                    element.ReadLogicalType(ref reader);
                    break;
                default:
                    reader.Skip(kind);
                    break;
            }
        }

        return element;
    }

    /// <summary>Returns the element as a column.</summary>
    /// <param name="leaf">Number of its first column chunk in each row group.</param>
    internal readonly SchemaColumn ToColumn(int leaf)
    {
        var isInteger = type is (int)PhysicalType.Int32 or (int)PhysicalType.Int64 && converted is -1 or (>= ConvertedUnsigned and <= ConvertedSigned64)
            && logical is -1 or LogicalInteger;
        var isText = type is (int)PhysicalType.ByteArray && TypeName is "BYTE_ARRAY" or "STRING" or "ENUM" or "JSON";
        return new SchemaColumn(Name, leaf, (PhysicalType)type, TypeName, Children == 0 && repetition != Repeated && (isInteger || isText), repetition == 1,
            !isSigned || converted is >= ConvertedUnsigned and <= ConvertedUnsigned64);
    }

    readonly string TypeName =>
        logical > 0 && logical < LogicalNames.Length ? LogicalNames[logical]
        : converted == 19 ? "JSON"
        : converted == 20 ? "BSON"
        : converted >= 0 && converted < ConvertedNames.Length ? ConvertedNames[converted]
        : repetition == Repeated ? "LIST"
        : Children > 0 ? "a group"
        : type >= 0 && type < PhysicalNames.Length ? PhysicalNames[type] : "unknown";

    // A union: a structure with one field, whose id is the type.
    void ReadLogicalType(ref ThriftReader reader)
    {
        var id = 0;
        while (reader.TryReadField(ref id, out var kind))
        {
            logical = id;
            if (id == LogicalInteger && kind == ThriftReader.Structure)
                ReadInteger(ref reader);
            else
                reader.Skip(kind);
        }
    }

    void ReadInteger(ref ThriftReader reader)
    {
        var id = 0;
        while (reader.TryReadField(ref id, out var kind))
        {
            if (id == 2)
                isSigned = kind != ThriftReader.False;
            reader.Skip(kind);
        }
    }
}
